# Friendly words when there is nothing to answer, and the way out.

remedy-empty-query = There is no word to search for in that. Try a word or two, or a phrase in quotation marks: China, “rise of China”, China speaker:stoltenberg.
remedy-empty-claim = There is no word in that to look for. Paste the words somebody is said to have said.
remedy-date = “{ $value }” is no date I can tell for certain. Write 2021, Mar 2021, 23 March 2021 or 2021-03-23.
remedy-unusable = The library cannot be read just now. Whoever runs this bot has been told in its log.
remedy-unknown-turn = There is no turn “{ $id }” here. Search for its words again; a turn gets another id when the record of its words changes.
remedy-turn-gone = The record of the turn “{ $id }” was changed, and its words do not stand in it any more. Search for them again before you quote them.
remedy-words-not-in-turn = The turn “{ $id }” does not have these words, one after another. Copy them from the record as they stand there.
