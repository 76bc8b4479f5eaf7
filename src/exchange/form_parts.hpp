// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a form to fill in.

#include <string>

#include "exchange/model_words.hpp"
#include "vaern/exchange/form.hpp"

namespace vaern {
inline namespace v1 {
namespace exchange::detail {

// As `form_data`, for words that are there already.
std::string data_of(const ModelWords& words);
// "0 to 10, in steps of 0.5".
std::string number_range(const ModelWords& words, const Item& item);

// A question with its second questions, as a fieldset; `content` may be null.
void print_question(std::string& out, const ModelWords& words, const Item& item,
                    const FormContent* content);
void print_earlier(std::string& out, const ModelWords& words, const FormContent* content);
void print_judgement(std::string& out, const ModelWords& words, const FormContent* content);

// `<span lang>` where words are in another language than the page.
std::string said_html(const Said& said);

}  // namespace exchange::detail
}  // namespace v1
}  // namespace vaern
