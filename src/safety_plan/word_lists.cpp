// SPDX-License-Identifier: Apache-2.0
// The words that ship. Every form is listed because somebody chose it: docs/language.md has the
// same table, and says what a word list cannot know.
#include "safety_plan/words.hpp"

namespace vaern::safety_plan::detail {
namespace {

constexpr NoteInfo what_is_done{
    "write what the person does, such as: shouts, walks to and fro, throws things",
    "skriv, hvad personen gør, for eksempel: råber, går frem og tilbage, kaster med ting"};
constexpr NoteInfo no_purpose{
    "nobody sees a purpose: write what the person does, and what came before it",
    "en hensigt kan ingen se: skriv, hvad personen gør, og hvad der gik forud"};
constexpr NoteInfo a_reason{
    "there may be a reason that nobody has found yet: write what came before it",
    "der kan være en grund, som ingen har fundet endnu: skriv, hvad der gik forud"};
constexpr NoteInfo whose_fault{
    "who is hurt is not to blame: write what the person can do, or what somebody else does",
    "den, der bliver gjort ondt, har ingen skyld: skriv, hvad personen kan gøre, eller hvad en "
    "anden gør"};
constexpr NoteInfo what_shows{
    "write what face, voice and body show, such as: clenches the fists, speaks louder; the "
    "person's own words may say how it feels",
    "skriv, hvad ansigt, stemme og krop viser, for eksempel: knytter hænderne, taler højere; "
    "personens egne ord må sige, hvordan det føles"};
constexpr NoteInfo what_is_said{
    "write what the person says or does, such as: asks for the key, goes to the door",
    "skriv, hvad personen siger eller gør, for eksempel: beder om nøglen, går hen til døren"};
constexpr NoteInfo distance{
    "write what gives distance: step back, keep the way out free, call help",
    "skriv, hvad der giver afstand: gå tilbage, hold vejen ud fri, hent hjælp"};
constexpr NoteInfo open_way{
    "write what leaves the way open: a quiet place that the person can leave again",
    "skriv, hvad der lader vejen være åben: et roligt sted, som personen kan gå fra igen"};
constexpr NoteInfo another_day{
    "leave it out of this zone; what happened is talked about another day, when the body is at "
    "rest",
    "lad det ude af denne zone; tal om det, der skete, en anden dag, når kroppen er faldet til ro"};
constexpr NoteInfo nothing_owed{
    "leave it out of this zone; nobody owes an apology or a promise for rest and care",
    "lad det ude af denne zone; ingen skal undskylde eller love noget for at få ro og omsorg"};

}  // namespace

const std::vector<ShippedWords>& shipped_words() {
  static const std::vector<ShippedWords> words{
      {WordList::blaming,
       "da",
       &what_is_done,
       {"aggressiv/t/e", "besværlig/t/e", "uartig/t/e", "hysterisk/e", "trodsig/t/e",
        "utilregnelig/t/e", "udadreagerende", "problemskabende", "problembarn", "er|var umulig",
        "er|var urimelig", "krævende adfærd", "truende adfærd", "lave/r/de ballade"}},
      {WordList::blaming,
       "en",
       &what_is_done,
       {"aggressive/ly", "naughty", "hysterical/ly", "defiant/ly", "troublemaker/s",
        "misbehav/e/es/ed/ing/iour/ior", "act/s/ed/ing out", "being difficult|impossible",
        "is|was|being unreasonable", "difficult|challenging behaviour|behavior",
        "difficult child|person|resident"}},
      {WordList::blaming,
       "da",
       &no_purpose,
       {"provoker/e/er/ede/et/ende", "provokation/en/er", "manipuler/e/er/ede/et/ende",
        "manipulation", "opmærksomhedssøgende", "søg/e/er opmærksomhed", "med vilje"}},
      {WordList::blaming,
       "en",
       &no_purpose,
       {"provok/e/es/ed/ing", "provocative/ly", "provocation/s", "manipulat/e/es/ed/ing/ion",
        "manipulative/ly", "attention-seeking", "seek/s/ing attention", "on purpose"}},
      {WordList::blaming,
       "da",
       &a_reason,
       {"uden grund", "uden nogen grund", "overreager/e/er/ede/et/ende", "overreaktion/en/er"}},
      {WordList::blaming,
       "en",
       &a_reason,
       {"for no reason", "without any reason", "overreact/s/ed/ing/ion/ions"}},
      {WordList::blaming,
       "da",
       &whose_fault,
       {"selv skyld", "skyld i det selv", "selv ude om", "finde/r sig i", "fandt|fundet sig i"}},
      {WordList::blaming, "en", &whose_fault, {"put/s/ting up with", "own fault", "had it coming"}},
      {WordList::unobservable,
       "da",
       &what_shows,
       {"føler", "er|bliver vred/e", "er|bliver sur/e", "er|bliver frustreret|frustrerede",
        "er|bliver utryg/ge", "er|bliver ked af", "er|bliver bange", "er|kommer i affekt",
        "er|bliver stresset|stressede", "er|bliver urolig/e", "er|bliver nervøs/e",
        "er|bliver irriteret|irriterede", "har|får det svært"}},
      {WordList::unobservable,
       "en",
       &what_shows,
       {"feels",
        "is|gets|becomes "
        "angry|upset|frustrated|unhappy|sad|afraid|tense|agitated|anxious|stressed|nervous|"
        "irritated"}},
      {WordList::unobservable,
       "da",
       &what_is_said,
       {"tænker", "mener", "ønsker", "vil have", "har lyst"}},
      {WordList::unobservable, "en", &what_is_said, {"thinks", "intends", "wants"}},
      {WordList::force,
       "da",
       &distance,
       {"fasthold/e/er/es",
        "fastholdt",
        "fastholdelse/n/r",
        "hold/e/er ham|hende|dem|personen|beboeren|barnet fast|nede",
        "holdes fast",
        "blive|bliver|blev holdt fast|nede",
        "holde|holdes nede",
        "nedlæg/ge/ger/ges/gelse/gelser",
        "nedlagt",
        "før|føre|fører|føres væk",
        "bær|bære|bærer|bæres ... væk",
        "greb/et/ene",
        "grib/e/er fat",
        "magt/en",
        "magtanvendelse/r/n/s",
        "magtmiddel|magtmidler",
        "tving/e/er/es",
        "tvang",
        "tvunget",
        "fikser/e/er/es/et",
        "fiksering/en/er",
        "bælte",
        "bæltefikser*"}},
      {WordList::force,
       "en",
       &distance,
       {"restrain/s/ed/ing/t/ts", "hold/s/ing ... down|still", "pin/s/ned/ning ... down",
        "forc/e/es/ed/ing/ibly", "carry|carries|carried ... away", "grab/s/bed/bing",
        "drag/s/ged/ging", "strap/s/ped/ping ... down", "belt/ed/ing ... down"}},
      {WordList::force,
       "da",
       &open_way,
       {"isoler/e/er/es/et/ede/ende", "isolation", "lås/e/er/es døren", "lås/e/er/es ... dør",
        "lås/e/er/es inde", "lås/e/er ham|hende|dem|personen|beboeren|barnet inde",
        "spær/re/rer/res døren|vejen|inde",
        "spær/re/rer ham|hende|dem|personen|beboeren|barnet inde", "luk/ke/ker/kes inde",
        "luk/ke/ker ham|hende|dem|personen|beboeren|barnet inde"}},
      {WordList::force,
       "en",
       &open_way,
       {"seclu/de/des/ded/ding/sion", "isolat/e/es/ed/ing/ion", "lock/s/ed/ing in|up",
        "lock/s/ed/ing him|her|them in|up", "lock/s/ed/ing the person|resident|child in|up",
        "lock/s/ed/ing ... door|doors", "block/s/ed/ing ... door|way|exit"}},
      {WordList::demanding,
       "da",
       &another_day,
       {"straf/fen/fe/fer/fes", "konsekvens/en/er/erne", "gør|gøre det godt igen"}},
      {WordList::demanding,
       "en",
       &another_day,
       {"punish/es/ed/ing/ment/ments", "consequence/s", "make amends"}},
      {WordList::demanding,
       "da",
       &nothing_owed,
       {"undskyld/e/er", "undskyldning/en/er", "skal love", "love|lover at", "lov mig|os",
        "et løfte", "løfte|løfter om"}},
      {WordList::demanding,
       "en",
       &nothing_owed,
       {"sorry", "apolog/y/ies/ise/ises/ising/ize/izes/izing", "promis/e/es/ed/ing"}}};
  return words;
}

}  // namespace vaern::safety_plan::detail
