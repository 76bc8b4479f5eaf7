// SPDX-License-Identifier: Apache-2.0
// The only source with Boost.Serialization: a payload as a text archive, and back.
//
// Boost's own text archive takes the length of a string and the number of elements from the file
// and allocates them. So there is a reader of ours, which differs in just that: a length is held
// against the bytes that are left, a list grows element by element, and each element has to be
// there.
#include <cstdint>
#include <istream>
#include <locale>
#include <sstream>
#include <streambuf>

#include <boost/archive/archive_exception.hpp>
#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <boost/serialization/level.hpp>
#include <boost/serialization/tracking.hpp>

#include <boost/archive/impl/archive_serializer_map.ipp>
#include <boost/archive/impl/basic_text_iarchive.ipp>
#include <boost/archive/impl/text_iarchive_impl.ipp>

#include "archive/content.hpp"

namespace vaern::archive::detail {
namespace {

/// The bytes of a payload, without a copy of them.
class Bytes : public std::streambuf {
 public:
  explicit Bytes(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // NOLINT: streambuf reads through char*
    setg(begin, begin, begin + bytes.size());
  }
  std::size_t left() const { return static_cast<std::size_t>(egptr() - gptr()); }
};

[[noreturn]] void refuse() {
  throw boost::archive::archive_exception(boost::archive::archive_exception::input_stream_error);
}

class Reader : public boost::archive::text_iarchive_impl<Reader> {
  using Base = boost::archive::text_iarchive_impl<Reader>;

 public:
  Reader(std::istream& stream, const Bytes& bytes)
      : Base(stream, boost::archive::no_header | boost::archive::no_codecvt), bytes_(bytes) {}

  template <class T>
  void load(T& value) {
    Base::load(value);
  }

  /// As Boost writes it: the length, a space, the bytes.
  void load(std::string& text) {
    std::uint64_t size = 0;
    Base::load(size);
    if (size >= bytes_.left() || is.get() != ' ') refuse();
    text.resize(static_cast<std::size_t>(size));
    is.read(text.data(), static_cast<std::streamsize>(size));
    if (!is) refuse();
  }

  /// Before a list grows by one. An element takes more memory than it may take bytes here, so
  /// there are at most so many of them in an archive, over all lists.
  void take_part() {
    if (parts_left_ == 0 || bytes_.left() == 0) refuse();
    --parts_left_;
  }

 private:
  const Bytes& bytes_;
  std::size_t parts_left_ = most_archive_parts;
};

using Writer = boost::archive::text_oarchive;

template <class Archive, class T>
void list(Archive& archive, std::vector<T>& elements) {
  std::uint64_t count = elements.size();
  archive & count;
  if constexpr (Archive::is_loading::value) {
    for (std::uint64_t i = 0; i < count; ++i) {
      archive.take_part();
      archive & elements.emplace_back();
    }
  } else {
    for (T& element : elements) archive & element;
  }
}

}  // namespace

template <class Archive>
void serialize(Archive& archive, SavedText& text, unsigned) {
  archive & text.name & text.text & text.hash;
}

template <class Archive>
void serialize(Archive& archive, SavedPrint& print, unsigned) {
  archive & print.reference & print.meaning & print.text;
}

template <class Archive>
void serialize(Archive& archive, SavedArgument& argument, unsigned) {
  archive & argument.name & argument.value;
}

template <class Archive>
void serialize(Archive& archive, SavedPlace& place, unsigned) {
  archive & place.text & place.line & place.column & place.length;
}

template <class Archive>
void serialize(Archive& archive, SavedNote& note, unsigned) {
  archive & note.words & note.place;
  list(archive, note.arguments);
}

template <class Archive>
void serialize(Archive& archive, SavedFinding& finding, unsigned) {
  archive & finding.code & finding.place;
  list(archive, finding.arguments);
  list(archive, finding.notes);
  archive & finding.help;
  list(archive, finding.help_arguments);
  archive & finding.path & finding.is_hint;
}

template <class Archive>
void serialize(Archive& archive, Content& content, unsigned) {
  archive & content.reference;
  list(archive, content.models);
  list(archive, content.prints);
  list(archive, content.cases);
  archive & content.as_of & content.known_by & content.with_witnesses & content.with_sides;
  archive & content.result;
  list(archive, content.texts);
  list(archive, content.findings);
}

}  // namespace vaern::archive::detail

// Values, of which neither class versions nor addresses are written: so nothing is registered
// with Boost, and the bytes do not depend on its version.
#define VAERN_VALUE(TYPE)                                               \
  BOOST_CLASS_IMPLEMENTATION(vaern::archive::detail::TYPE,              \
                             boost::serialization::object_serializable) \
  BOOST_CLASS_TRACKING(vaern::archive::detail::TYPE, boost::serialization::track_never)
VAERN_VALUE(SavedText)
VAERN_VALUE(SavedPrint)
VAERN_VALUE(SavedArgument)
VAERN_VALUE(SavedPlace)
VAERN_VALUE(SavedNote)
VAERN_VALUE(SavedFinding)
VAERN_VALUE(Content)
#undef VAERN_VALUE

namespace vaern::archive::detail {

std::string write_payload(const Content& content) {
  std::ostringstream stream;
  stream.imbue(std::locale::classic());
  {
    Writer writer(stream, boost::archive::no_header | boost::archive::no_codecvt);
    writer << content;
  }
  return std::move(stream).str();
}

std::optional<Content> read_payload(std::string_view payload) {
  Bytes bytes(payload);
  std::istream stream(&bytes);
  stream.imbue(std::locale::classic());
  std::optional<Content> content(std::in_place);
  try {
    Reader reader(stream, bytes);
    reader >> *content;
  } catch (const boost::archive::archive_exception&) {
    return std::nullopt;
  }
  // Boost ends an archive with one line feed.
  if (bytes.left() != 1 || stream.get() != '\n') return std::nullopt;
  return content;
}

}  // namespace vaern::archive::detail
