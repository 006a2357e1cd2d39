# Buttons and menus below a card. Labels have at most 80 characters, those in a menu 100.

button-context = Context
button-cite = Cite
button-previous = Previous
button-next = Next
menu-quotes = Context or citation of one of these quotes
menu-context = Context of { $number }: { $speaker }
menu-cite = Cite { $number }: { $speaker }
menu-more = { $number }: { $said }
menu-forms = Another form of citation
style-plain = In a line, with the words
style-chicago = Chicago, a note
style-apa = APA, an entry of a reference list
style-mla = MLA, an entry of works cited
style-bibtex = BibTeX
style-csl-json = CSL-JSON, for citation managers
style-json-ld = JSON-LD, a schema.org Quotation
style-selector = Web Annotation selector
