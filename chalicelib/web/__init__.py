"""The pages: what a person sees of the desk.

* the visitor's widget (A2): a loader of a few kilobytes that a shop embeds with one tag, and the panel that it
  fetches when the visitor first opens it;
* the agents' console (A3);
* the form that leaves a message, in the panel or as a page to link to (A10);
* a start page, and a pretended shop that embeds the widget as a customer would.

The room keeps no data and has no table. `pages/` has the sources: `kit` what everything is drawn with, `desk` what
pages share about the desk, `words` a file for each language and area, then a folder for each page and in it for each
room that it shows. `build` says how they become a few files, which `infra.pages` puts into `built/`; only these are
shipped. An entry is what a page names in its HTML, or what another one names as `BUILT["form/sheet.js"]`: the widget's
panel, the form and the rating are built apart, so that each works beside another release's.
`assets` knows the built files, which are named by their content; `api` answers the browser.
"""
