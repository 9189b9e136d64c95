"""What this room does when something happened, and when something is due."""

from __future__ import annotations

from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.knowledge.model.articles import ArticleArchived, ArticlePublished
from chalicelib.knowledge.service import article_pictures, reviews, telling
from chalicelib.knowledge.service.article_pictures import TidyPictures
from chalicelib.knowledge.service.reviews import RemindOfReview

LISTENERS = (
    Listener(ArticlePublished, "knowledge.on_article_published", telling.tell_of_publishing),
    Listener(ArticleArchived, "knowledge.on_article_archived", telling.tell_of_archiving),
)

DUTIES = (
    Duty(RemindOfReview, reviews.remind),
    Duty(TidyPictures, article_pictures.tidy),
)
