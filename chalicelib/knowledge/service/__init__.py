"""What agents and managers do with phrases, categories and words that must not be said.

``shelves``: whose phrases who reads and changes. ``phrases``: what is done with them. ``categories``: the tree.
``unsaid``: words that must not be said. ``guarding``: what is written is looked through for them. ``agreed``: what
everybody answers alike, among the phrases. ``articles``: what is written, ``publishing``: what becomes of it,
``reading``: what readers have, ``finding``: what answers a question,
``feedback``: whether it helped.
"""

from chalicelib.knowledge.service.agreed import keep_agreed
from chalicelib.knowledge.service.article_pictures import take_picture
from chalicelib.knowledge.service.articles import change_article, draft_article, published, read_article
from chalicelib.knowledge.service.categories import carry_over, read_tree
from chalicelib.knowledge.service.feedback import list_popular, note_help, note_opened, note_vain
from chalicelib.knowledge.service.finding import find_articles
from chalicelib.knowledge.service.guarding import (
    Guards,
    abuse_in,
    count_noticed,
    count_stopped,
    known_guards,
    read_guards,
)
from chalicelib.knowledge.service.listing import Filter, list_articles
from chalicelib.knowledge.service.phrases import Hand, create_phrase, found_with_phrases, update_phrase
from chalicelib.knowledge.service.publishing import Publishing, publish_article
from chalicelib.knowledge.service.reading import (
    Contents,
    Piece,
    excerpt_of,
    html_of,
    list_shown,
    pieces,
    read_contents,
    read_piece,
    read_shown,
    related,
)
from chalicelib.knowledge.service.shelves import read_shelf, shelf_to_change
from chalicelib.knowledge.service.sourcing import begin_article, join_article
from chalicelib.knowledge.store.articles import ArticleMoved

__all__ = [
    "ArticleMoved",
    "Contents",
    "Filter",
    "Guards",
    "Hand",
    "Piece",
    "Publishing",
    "abuse_in",
    "begin_article",
    "carry_over",
    "change_article",
    "count_noticed",
    "count_stopped",
    "create_phrase",
    "draft_article",
    "excerpt_of",
    "find_articles",
    "found_with_phrases",
    "html_of",
    "join_article",
    "keep_agreed",
    "known_guards",
    "list_articles",
    "list_popular",
    "list_shown",
    "note_help",
    "note_opened",
    "note_vain",
    "pieces",
    "publish_article",
    "published",
    "read_article",
    "read_contents",
    "read_guards",
    "read_piece",
    "read_shelf",
    "read_shown",
    "read_tree",
    "related",
    "shelf_to_change",
    "take_picture",
    "update_phrase",
]
