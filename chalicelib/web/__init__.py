"""The pages: what a person sees of the desk.

* the visitor's widget (A2): a loader of a few kilobytes that a shop embeds with one tag, and the panel that it
  fetches when the visitor first opens it;
* the agents' console (A3);
* the form that leaves a message, in the panel or as a page to link to (A10);
* a start page, and a pretended shop that embeds the widget as a customer would.

The room keeps no data and has no table. It serves the text files of `static/` without a build step, as they are but for
their comments.
`assets` knows the files, their types and their common version; `api` answers the browser.
"""
