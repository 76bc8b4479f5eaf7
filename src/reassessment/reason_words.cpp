// SPDX-License-Identifier: Apache-2.0
#include "reassessment/reason_words.hpp"

namespace vaern {
inline namespace v1 {
namespace reassessment::detail {
namespace {

// By key.
constexpr ReasonWords words[] = {
    {"after_as_of", "It is later than the moment that is asked about, so it does not count yet.",
     "Den ligger efter det tidspunkt, der spørges om, og tæller derfor ikke med endnu."},
    {"assessment", "It is counted from assessment {assessment}, {assessed}.",
     "Fristen regnes fra vurderingen {assessment}, {assessed}."},
    {"before_end", "It ends {until}; this reminder is {interval} before.",
     "Den udløber {until}; denne påmindelse kommer {interval} før."},
    {"before_opening",
     "It became known before the case was opened {opened}, and counts all the same.",
     "Det blev kendt, før sagen blev åbnet {opened}, men tæller alligevel med."},
    {"case_closed", "The case is closed, but nothing has met or ended this.",
     "Sagen er lukket, men opfølgningen er hverken udført eller bortfaldet."},
    {"check", "It is counted from the last one, {event} ({kind}), {at}.",
     "Fristen regnes fra den seneste, {event} ({kind}), {at}."},
    {"civil", "The interval is {interval}, to the end of the day.",
     "Fristen er {interval} og løber til døgnets udgang."},
    {"civil_statutory",
     "The law sets {interval}, to the end of the day; the date is not moved for closed days.",
     "Fristen er efter loven {interval} og løber til døgnets udgang; den flyttes ikke ved "
     "lukkedage."},
    {"closing", "It is counted from the closing of episode {episode}, {closed}.",
     "Fristen regnes fra afslutningen af forløb {episode}, {closed}."},
    {"confirmed", "A professional has confirmed the date.", "En fagperson har bekræftet datoen."},
    {"counted", "The interval is {interval}, from the day after, to the end of the last day.",
     "Fristen er {interval} regnet fra dagen efter og løber til udgangen af den sidste dag."},
    {"counted_statutory",
     "The law sets {interval}, from the day after, to the end of the last day; the date is not "
     "moved for closed days.",
     "Fristen er efter loven {interval} regnet fra dagen efter og løber til udgangen af den sidste "
     "dag; den flyttes ikke ved lukkedage."},
    {"counts_from_occurred", "It is counted from when it happened, {occurred}.",
     "Fristen regnes fra det tidspunkt, hvor det skete, {occurred}."},
    {"does_not_satisfy",
     "The assessment is completed but is not all that the policy asks for, so it neither meets "
     "nor postpones an earlier deadline.",
     "Vurderingen er afsluttet, men opfylder ikke alt det, reglerne for opfølgning kræver; derfor "
     "er en tidligere frist hverken overholdt eller udskudt."},
    {"draft_raises", "The draft {assessment}, {assessed}, already shows at least {level}.",
     "Kladden {assessment}, {assessed}, viser allerede, at niveauet er mindst {level}."},
    {"earlier_holds", "An earlier deadline holds: {due}, because of {entry}.",
     "En tidligere frist går forud: {due} på grund af {entry}."},
    {"elapsed", "The interval is {interval}, counted hour by hour, weekends and holidays included.",
     "Fristen er {interval}, regnet time for time, også i weekender og på helligdage."},
    {"event", "Event {event} ({kind}) became known {known}.",
     "Hændelsen {event} ({kind}) blev kendt {known}."},
    {"later_needs_reason",
     "The later date ({date}) does not count, because no reason is written for it.",
     "Den senere dato ({date}) gælder ikke, fordi den ikke er begrundet."},
    {"later_not_allowed",
     "The later date ({date}) does not count, because the interval is not a proposal.",
     "Den senere dato ({date}) gælder ikke, for fristen er ikke blot et forslag."},
    {"later_statutory", "The later date ({date}) does not count: the law sets this deadline.",
     "Den senere dato ({date}) gælder ikke, for fristen er fastsat ved lov."},
    {"learned_late",
     "It had happened earlier ({occurred}); the time counts from when it became known.",
     "Den skete tidligere ({occurred}), men fristen regnes fra det tidspunkt, hvor den blev "
     "kendt."},
    {"lower_level_is_earlier",
     "Because of closed days the interval of a lower level ({interval}) ends first, and a higher "
     "level is never due later than a lower one.",
     "På grund af lukkedage udløber fristen for et lavere niveau ({interval}) først, og et højere "
     "niveau har aldrig senere frist end et lavere."},
    {"meets_nothing",
     "It is written as meeting {events}, but no duty that began there can be met by it.",
     "Den er registreret som opfyldelse af {events}, men kan ikke opfylde nogen pligt derfra."},
    {"no_assessment", "Episode {episode} began without an assessment; it is counted from {opened}.",
     "Forløb {episode} begyndte uden en vurdering; fristen regnes fra {opened}."},
    {"no_end", "No end is written down for {event}: look it up now, for it may be near.",
     "Det er ikke registreret, hvornår {event} udløber. Slå det op nu, for det kan være snart."},
    {"no_level_awaiting_judgement",
     "The professional's judgement is not yet given, so nothing says which level it is.",
     "Den faglige vurdering mangler endnu, så niveauet kendes ikke."},
    {"no_level_outside_population",
     "The instrument is not validated for this person, so its level does not count.",
     "Redskabet er ikke valideret for denne person, så niveauet tæller ikke med."},
    {"no_level_unknown", "Nothing says which level it is.", "Niveauet kendes ikke."},
    {"no_level_unmapped", "The programme has no levels for this instrument.",
     "Indsatsen har ingen niveauer for dette redskab."},
    {"no_such_clock", "The policy has no clock '{clock}', so the entry changes nothing here.",
     "Reglerne for opfølgning har ingen frist, der hedder '{clock}', så registreringen ændrer "
     "ikke noget her."},
    {"no_such_obligation",
     "There is no obligation {obligation}, so the date that is written for it changes nothing.",
     "Der er ingen frist med id'et {obligation}, så den dato, der er registreret for den, ændrer "
     "ikke noget."},
    {"not_after_end",
     "It ends before that day is over, so the moment at which it ends holds: {at}.",
     "Den udløber, før dagen er omme, så tidspunktet for udløbet gælder: {at}."},
    {"not_before_known",
     "It became known later than that, so the day on which it became known holds: {date}.",
     "Det blev først kendt senere, så fristen er den dag, hvor det blev kendt: {date}."},
    {"nothing_suspended", "No date of {clock} is open in that time, so the pause is shown nowhere.",
     "Der er ingen åben frist under {clock} i perioden, så pausen vises ikke."},
    {"one_level", "The level is {level}.", "Niveau: {level}."},
    {"one_level_judged", "The level is {level}, as a professional judged.",
     "Niveau: {level} efter en fagpersons vurdering."},
    {"opening", "Episode {episode} was opened; it is counted from {opened}.",
     "Forløb {episode} blev åbnet; fristen regnes fra {opened}."},
    {"others_count", "Other assessments count too: {assessments}.",
     "Andre vurderinger tæller også med: {assessments}."},
    {"plan", "It is counted from plan {plan}, {made}.",
     "Fristen regnes fra planen {plan}, {made}."},
    {"policy_date", "The policy's own date is {date}.",
     "Efter reglerne for opfølgning er fristen {date}."},
    {"policy_no_longer_in_force",
     "The rules were in force until {until}. What began on their days is still shown; what came "
     "later has no date here. Put the rules that replace them into the programme.",
     "Reglerne gjaldt til og med {until}. Det, der begyndte inden da, vises stadig; det, der er "
     "sket siden, får ingen frist her. Sæt de nye regler ind i indsatsen."},
    {"policy_not_yet_in_force", "The rules are in force from {from} and ask for nothing yet.",
     "Reglerne gælder fra {from} og kræver ikke noget endnu."},
    {"possible_levels", "The levels {levels} are possible: the earliest date over them counts.",
     "Niveauerne {levels} er mulige, og den tidligste af deres frister gælder."},
    {"proposed",
     "No law sets the interval: it is a proposal for a professional to confirm or change.",
     "Fristen er ikke fastsat ved lov; den er et forslag, som en fagperson bekræfter eller "
     "ændrer."},
    {"rolled_earlier", "{date} is closed ({day_en}), so the deadline is an earlier day.",
     "{date} er en lukkedag ({day_da}), så fristen rykkes til en tidligere dag."},
    {"rolled_from_weekend", "{date} is closed, so the deadline is an earlier day.",
     "{date} er en lukkedag, så fristen rykkes til en tidligere dag."},
    {"set_after_closed",
     "The date was written after {obligation} was met or ended, so it changes nothing.",
     "Datoen er registreret, efter at {obligation} var overholdt eller bortfaldet, så den ændrer "
     "ikke noget."},
    {"set_before_window", "It is before the policy's window, which begins {date}.",
     "Datoen ligger før det tidsrum, reglerne for opfølgning giver; det begynder {date}."},
    {"set_by_professional", "A professional has set {date} for it.",
     "En fagperson har fastsat datoen {date}."},
    {"set_later",
     "A professional has set {date}, which is later than the policy and outside it, because: "
     "{reason}.",
     "En fagperson har fastsat datoen {date}, som er senere end reglerne for opfølgning tillader. "
     "Begrundelse: {reason}."},
    {"set_later_in_window",
     "A professional has set {date}, which is later and inside the policy's window, because: "
     "{reason}.",
     "En fagperson har fastsat datoen {date}, som er senere, men inden for det tidsrum, reglerne "
     "for opfølgning giver. Begrundelse: {reason}."},
    {"set_when_overdue", "It was already overdue when that date was set.",
     "Fristen var allerede overskredet, da datoen blev fastsat."},
    {"shift", "It is due when the shift '{shift}' ends, {ends}.",
     "Fristen udløber, når vagten '{shift}' slutter, {ends}."},
    {"steps_down_slowly",
     "The levels {levels} of {assessment} still count: a longer interval counts only after "
     "assessments on {count} days in a row.",
     "Niveauerne {levels} fra {assessment} tæller stadig med: en længere frist gælder først efter "
     "vurderinger på {count} dage i træk."},
    {"suspended",
     "A pause from {from} to {until} is written, because: {reason}. The date stays as it is.",
     "Opfølgningen er sat på pause fra {from} til {until}. Begrundelse: {reason}. Fristen er "
     "uændret."},
    {"suspension_not_allowed",
     "A pause from {from} to {until} is written, but the policy allows none here. The date stays "
     "as it is.",
     "Der er registreret en pause fra {from} til {until}, men reglerne for opfølgning tillader "
     "ingen pause her. Fristen er uændret."},
    {"suspension_statutory",
     "A pause from {from} to {until} is written, but the law sets this deadline and it has no "
     "pause. The date stays as it is.",
     "Der er registreret en pause fra {from} til {until}, men fristen er fastsat ved lov, og "
     "opfølgningen kan ikke sættes på pause. Fristen er uændret."},
    {"suspension_too_long",
     "A pause from {from} to {until} is written, longer than the {interval} that the policy "
     "allows. The date stays as it is.",
     "Der er registreret en pause fra {from} til {until}. Den er længere end de {interval}, "
     "reglerne for opfølgning tillader. Fristen er uændret."},
    {"told_on_duty",
     "A step was reached {at}, outside the office hours, so those on duty are told too.",
     "Et trin blev nået {at}, uden for åbningstiden, så den, der har vagten, får også besked."},
    {"unanswered",
     "Because {missing} items are unanswered, the levels {levels} are possible: the earliest date "
     "over them counts.",
     "Fordi {missing} spørgsmål er ubesvarede, er niveauerne {levels} mulige, og den tidligste af "
     "deres frister gælder."},
    {"unanswered_one",
     "Because 1 item is unanswered, the levels {levels} are possible: the earliest date over them "
     "counts.",
     "Fordi 1 spørgsmål er ubesvaret, er niveauerne {levels} mulige, og den tidligste af deres "
     "frister gælder."},
};

}  // namespace

std::span<const ReasonWords> reason_words() noexcept { return words; }

}  // namespace reassessment::detail
}  // namespace v1
}  // namespace vaern
