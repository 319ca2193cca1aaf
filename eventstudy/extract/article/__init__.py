"""The article as a text: markup, sentences, what each of them is."""
