# Commands and options as Discord shows them while a command is typed, and the few sentences that
# the bot itself has to say. Names are lower case, 1 to 32 characters; descriptions 1 to 100.

command-quote-name = quote
command-quote-description = Find who said something: the very words, the speaker, the event and a link
command-who-said-name = who-said
command-who-said-description = Check a quotation: who said these words, and do they stand on record?

command-mentions-name = mentions
command-mentions-description = Who mentions something most, or how often it was mentioned over time
command-browse-name = browse
command-browse-description = What there is to ask about: speakers, events, collections
command-random-name = random
command-random-description = A quote by lot, of everything or of what answers a query

command-check-quotes-name = Check quotes

option-query-name = query
option-query-description = Words, a "phrase", OR, NOT, NEAR/5, speaker:name, after:2021
option-phrase-name = phrase
option-phrase-description = The words somebody is said to have said
option-speaker-name = speaker
option-speaker-description = Whose words: a full name or a surname
option-event-name = event
option-event-description = Words of the event's title
option-from-name = from
option-from-description = First day: 2021, Mar 2021 or 2021-03-23
option-to-name = to
option-to-description = Last day: 2021 means the end of 2021
option-sort-name = sort
option-sort-description = Which quotes come first
option-limit-name = limit
option-limit-description = How many quotes to show, 1 to 5
option-page-name = page
option-page-description = Which page, from 1
option-by-name = by
option-by-description = Counted by speaker or over time
option-what-name = what
option-what-description = What to list
option-beginning-name = beginning
option-beginning-description = Only those with words in their name that begin like this

choice-relevance = best match first
choice-words = best match by the words alone: questions and thanks count too
choice-newest = newest first
choice-oldest = oldest first
choice-speaker = speaker: who mentions it most
choice-time = time: how often, year by year or month by month
choice-speakers = speakers, those who speak most first
choice-events = events, newest first
choice-collections = collections

reply-busy = Many people are asking just now. Please try again in a minute.
reply-broken = Something went wrong while looking that up. Please try again; whoever runs this bot can see it in its log.
reply-unreadable = Discord sent this in a form that I cannot read. Please try again, or ask with /quote or /who-said.
reply-unknown = I do not know this command any more. Please try /quote or /who-said.
reply-foreign-click = I cannot read this button any more: it is of an earlier time, or another bot's. Please ask again with /quote or /who-said.
reply-cut = { $words ->
    [one] … [+1 word]
   *[other] … [+{ $words } words]
}
reply-cell = { $name }: { $value }
reply-rows-left-out = { $rows ->
    [one] 1 line more did not fit.
   *[other] { $rows } lines more did not fit.
}
reply-too-long = This is longer than Discord shows in one message: { $characters } characters. It is not cut, because it would be no whole any more. Choose another form.
reply-goes-on = The same with page:{ $page } goes on.
reply-left-out = { $entries ->
    [one] 1 quote more did not fit
   *[other] { $entries } quotes more did not fit
}
