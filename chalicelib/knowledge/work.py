"""What this room does when something happened, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Answering, Listener
from chalicelib.knowledge.model.articles import ArticleArchived, ArticlePublished
from chalicelib.knowledge.service import article_pictures, indexing, offering, rebuilding, reviews, telling
from chalicelib.knowledge.service.article_pictures import TidyPictures
from chalicelib.knowledge.service.indexing import IndexArticle
from chalicelib.knowledge.service.rebuilding import ForgetIndex, RebuildIndex
from chalicelib.knowledge.service.reviews import RemindOfReview
from chalicelib.plans.model.helping import HelpOffered

ANSWERING = (Answering(HelpOffered, offering.is_offered),)

LISTENERS = (
    Listener(ArticlePublished, "knowledge.on_published_to_be_found", indexing.find_published),
    Listener(ArticleArchived, "knowledge.on_archived_to_be_forgotten", indexing.forget_archived),
    Listener(ArticlePublished, "knowledge.on_article_published", telling.tell_of_publishing),
    Listener(ArticleArchived, "knowledge.on_article_archived", telling.tell_of_archiving),
)

DUTIES = (
    Duty(RemindOfReview, reviews.remind),
    Duty(IndexArticle, indexing.go_on),
    Duty(RebuildIndex, rebuilding.rebuild),
    Duty(ForgetIndex, rebuilding.forget),
    Duty(TidyPictures, article_pictures.tidy),
)
