# What stands on cards. Ids begin with the room that speaks.

date = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

card-speaker-unknown = Unnamed speaker
card-event-unknown = Untitled event
card-date-unknown = undated

card-extent = { $sentences ->
    [one] 1 sentence of a { $words }-word turn
   *[other] { $sentences } sentences of a { $words }-word turn
}
card-extent-whole = The whole turn
card-extent-part = { $shown } words of a { $words }-word turn, cut inside a sentence

card-grade-none = as published
card-grade-as-delivered = as delivered
card-grade-check-against-delivery = prepared text: check against delivery
card-grade-edited = edited record
card-grade-captions = captions
card-grade-machine = machine transcript
card-updated = page updated { $date }

card-link-words = Read it there (exact words)
card-link-media = Hear it at { $time }

card-total = { $total ->
    [one] 1 turn with { $read_as }
   *[other] { $shown } of { $total } turns with { $read_as }
}
card-total-about = { $shown } of about { $total } turns with { $read_as }
card-page = { $first }–{ $last } of { $total } turns with { $read_as }
card-page-about = { $first }–{ $last } of about { $total } turns with { $read_as }
card-page-one = turn { $first } of { $total } with { $read_as }
card-page-one-about = turn { $first } of about { $total } with { $read_as }
card-past-the-end = { $total ->
    [one] 1 turn answers that
   *[other] { $total } turns answer that
}, and this page is past the last of them.
card-more = { $count ->
    [one] 1 more turn of this event
   *[other] { $count } more turns of this event
}
card-order-relevance = by relevance
card-order-words = by the words alone
card-order-newest = newest first
card-order-oldest = oldest first
card-coverage = { $transcripts ->
    [one] 1 transcript
   *[other] { $transcripts } transcripts
}
card-refreshed = refreshed { $date }
card-sample = the bundled sample (index your own transcripts to replace it)

card-nothing = No turn here answers that.
card-has-most = No turn has all of these words; shown is what has most of them close together.
card-read-as = Read as: { $read_as }
card-searched-as = “{ $typed }” is not a word of this library; searched as “{ $searched }”.
card-literal = For the word as typed: { $query }
card-without = { $count ->
    [one] Without { $word } there is 1 turn: { $query }
   *[other] Without { $word } there are { $count } turns: { $query }
}
card-near-name = { $count ->
    [one] Nobody here is called “{ $asked }”. { $name } is, with 1 turn: { $query }
   *[other] Nobody here is called “{ $asked }”. Near it: { $name }, with { $count } turns: { $query }
}
card-near-word = { $count ->
    [one] Did you mean “{ $near }”? 1 turn: { $query }
   *[other] Did you mean “{ $near }”? { $count } turns: { $query }
}
card-family = { $count ->
    [one] Words that begin with “{ $beginning }”, 1 turn: { $query }
   *[other] Words that begin with “{ $beginning }”, { $count } turns: { $query }
}
card-apart = { $count ->
    [one] These words anywhere in a turn, 1 turn: { $query }
   *[other] These words anywhere in a turn, { $count } turns: { $query }
}
card-any-form = { $count ->
    [one] The word in any form, 1 turn: { $query }
   *[other] The word in any form, { $count } turns: { $query }
}
card-undated = { $count ->
    [one] 1 turn more has no date and so falls out of the period: { $query }
   *[other] { $count } turns more have no date and so fall out of the period: { $query }
}
card-note-syntax = Read leniently: { $note }
card-note-bracket = a bracket without its other half
card-note-quote = a quotation mark that is never closed
card-note-operator = AND, OR, NOT or NEAR without a word beside it
card-note-date = “{ $value }” is no date I can tell for certain
card-note-letter = “{ $letter }” as a word, for a beginning needs two letters at least
card-note-left-out = without { $part }, which takes too long beside the rest
card-note-clauses = only the first { $most } words and phrases

card-verbatim = VERBATIM: these words are on record
card-cuts = VERBATIM, WITH CUTS: these words are on record, { $words ->
    [one] with 1 word left out
   *[other] with { $words } words left out
}
card-cuts-lose = WITH CUTS THAT LOSE SENSE: these words are on record, { $words ->
    [one] but the 1 word left out matters
   *[other] but among the { $words } words left out are some that matter
}
card-insertions = VERBATIM, WITH INSERTIONS: these words are on record, but for what stands in brackets
card-altered-wording = ALTERED WORDING, { $edits } of { $words } words: { $deciding }
card-altered-writing = ALTERED WORDING, { $edits } of { $words } words: the same words, written otherwise
card-altered-meaning = ALTERED MEANING: { $deciding }
card-stitched = STITCHED: the parts are on record, but not together or not in this order
card-deciding = the record says “{ $record }”, the quote says “{ $claimed }”
card-deciding-added = the quote adds “{ $claimed }”
card-deciding-left = the quote leaves out “{ $record }”
card-someone-else = SOMEONE ELSE: these words are on record, but not as those of { $speaker }
card-not-found = NOT FOUND HERE: these words are not on record in this library
card-claimed = Claimed
card-record = Record
card-words-cut = [{ $words } words]
card-nearest = Nearest on record, and not what was asked for · { $extent }
card-folded = Compared after folding: { $folds }
card-fold-notes = stage notes
card-fold-case = capitals
card-fold-quotation-marks = quotation marks
card-fold-dashes = dashes
card-fold-accents = accents
card-fold-spaces = spaces
card-fold-punctuation = punctuation
card-flag-questioner = The words are those of an unnamed voice ({ $label }), not of the podium.
card-flag-quoting-other = The speaker was quoting somebody: these are not the speaker’s own words.
card-flag-content-words = Another word stands on record: the difference is marked above.
card-flag-cut-loses = The cut loses words that a reader would have to know: “{ $words }”
card-flag-across-interruption = Somebody else spoke between the parts.
card-flag-formula = What is the same is a turn of phrase: no word of content in it is on record there.
card-flag-repeated = Said { $times } times, by { $speakers ->
    [one] 1 speaker
   *[other] { $speakers } speakers
}.
card-flag-repeated-between = Said { $times } times, by { $speakers ->
    [one] 1 speaker
   *[other] { $speakers } speakers
}, first on { $first }, last on { $last }.
card-flag-speaker-unknown = Nobody called “{ $name }” speaks in this library.
card-flag-short = { $words ->
    [0] No content word in it: nothing is claimed unique.
    [one] Only 1 content word in it: nothing is claimed unique.
   *[other] Only { $words } content words in it: nothing is claimed unique.
}
card-flag-record-changed = The record of this turn was changed on { $date }, after the library first read it.
card-flag-grade = The record is of this kind: { $grade }.
card-check = { $count ->
    [one] 1 quotation checked
   *[other] { $count } quotations checked
}
card-check-line = { $number }. { $verdict }
card-check-left-out = { $count ->
    [one] 1 quotation more was not checked: too many at once.
   *[other] { $count } quotations more were not checked: too many at once.
}
card-rung-verbatim = VERBATIM
card-rung-insertions = WITH INSERTIONS
card-rung-stitched = STITCHED
card-rung-someone-else = SOMEONE ELSE
card-rung-not-found = NOT FOUND HERE
card-searched = Searched { $coverage }. About the record, not about truth.

card-mentions = { $turns ->
    [one] { $read_as }: mentioned in 1 of { $of } turns, { $rate } per 1,000
   *[other] { $read_as }: mentioned in { $turns } of { $of } turns, { $rate } per 1,000
}
card-no-mention = { $read_as }: no turn here mentions that
card-mentions-questioners = Apart, unnamed people who ask: { $turns } of { $of } turns.
card-mentions-unnamed = Apart, unnamed voices: { $turns } of { $of } turns.
card-people = { $people ->
    [one] 1 person
   *[other] { $shown } of { $people } people
}
card-column-speaker = Speaker
card-column-mentions = Mentions
card-column-turns = Turns
card-column-rate = Per 1,000
card-column-first = First
card-column-last = Last
card-column-period = Period
card-column-date = Date
card-column-people = People
card-column-event = Event
card-column-collection = Collection
card-column-transcripts = Transcripts
card-period-month = { $month } { $year }
card-period-quarter = Q{ $quarter } { $year }
card-period-decade = { $year }s
card-unfinished = * Not all of the period is covered: its number is no total.
card-no-date = { $turns ->
    [one] 1 turn has no date and is in no period.
   *[other] { $turns } turns have no date and are in no period.
}

card-record-changed = The record of this turn was changed or moved since its id was given out. These are the words as they stand now.
card-context-asked = The turn asked for
card-context-question = The question it answers
card-context-around = In the same record { $before ->
    [one] 1 turn
   *[other] { $before } turns
} before and { $after ->
    [one] 1 turn
   *[other] { $after } turns
} after these.

card-drawn = drawn from { $turns ->
    [one] 1 turn
   *[other] { $turns } turns
} with seed { $seed }
card-nothing-drawn = No turn here is long enough to be quoted by itself and answers that.

card-list-speakers = { $total ->
    [one] 1 person
   *[other] { $first }–{ $last } of { $total } people, those who speak most first
}
card-list-events = { $total ->
    [one] 1 event
   *[other] { $first }–{ $last } of { $total } events, newest first
}
card-list-collections = { $total ->
    [one] 1 collection
   *[other] { $first }–{ $last } of { $total } collections
}
card-list-empty = Nothing here begins like that.
card-list-past-the-end = The list has { $total ->
    [one] 1 entry
   *[other] { $total } entries
}, and that is past its end.
