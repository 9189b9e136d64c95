"""Courses are published as versions that never change, with what their lessons showed then, masked, in reach (F11)."""

from __future__ import annotations

import msgspec
import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.knowledge.service.phrases import Hand, create_phrase
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.training.api.views import show_lesson
from chalicelib.training.model.courses import Content, CourseArchived, CourseDefinition, Lesson, refuse_too_much
from chalicelib.training.model.masking import masked_words, names_of
from chalicelib.training.model.quizzes import Option, Quiz
from chalicelib.training.service import courses, learning
from tests.training.stage import ORDERING, SINGLE, TEXT, TYPING, Stage, choice, course
from tests.worlds import World

BY = By("agt_1", "Mei")
SAID = "我是张小明，电话 138 0013 8000，邮箱 ming@example.com，订单 SF1234567890，住在幸福路12号3栋"


def talk(stage: Stage) -> str:
    """A visitor tells who they are, and the agent answers; the conversation's id."""
    stage.online()
    form = StartConversation(text=SAID, client_id="c1")
    begun = conversations.start_conversation(stage.desk, stage.world.visitor(), "demo", form)
    agent = stage.world.now(stage.agent)
    conversations.reply(stage.desk, agent, begun.conversation_id, "张先生您好，请看 https://shop.example/o?id=77", "r1")
    return begun.conversation_id


def excerpt(conversation_id: str, last: int = 20) -> CourseDefinition:
    return course(lessons=(Lesson("l1", "conversation", "A talk", conversation_id, "What is wrong?", 1, last),))


def test_what_a_conversation_shows_is_masked_and_stays_as_it_was(world: World) -> None:
    stage = Stage.opened(world)
    conversation_id = talk(stage)
    course_id = stage.publish(excerpt(conversation_id))

    agent = world.now(stage.agent)
    conversations.reply(stage.desk, agent, conversation_id, "And more", "r2")
    lesson, content = learning.read_lesson(stage.desk, course_id, 1, "l1")
    text = msgspec.json.encode(show_lesson(lesson, content)).decode()

    assert [each.side for each in content.spoken] == ["visitor", "agent"]
    for secret in ("138", "8000", "ming@", "SF1234567890", "幸福路", "shop.example", "And more"):
        assert secret not in text
    assert "请看" in text


def test_a_conversation_beyond_ones_reach_is_no_lesson_and_the_lesson_is_named(world: World) -> None:
    stage = Stage.opened(world)
    conversation_id = talk(stage)
    stranger = world.agent(role=GROUP_LEADER)

    for author, about in ((stranger, conversation_id), (stage.boss, "cnv_nothing")):
        with pytest.raises(Invalid) as refused:
            stage.publish(excerpt(about), by=author)
        assert [each.field for each in refused.value.errors] == ["draft.lessons.0.about"]


def test_phrases_are_kept_as_they_were_when_the_course_was_published(world: World) -> None:
    stage = Stage.opened(world)
    hand = Hand(stage.desk, stage.caller(stage.boss))
    create_phrase(hand, "company", {"title": "Hello", "text": "How can I help?"})
    course_id = stage.publish(course(lessons=(Lesson("l1", "phrases", "What we say", "company"),)))

    create_phrase(hand, "company", {"title": "Bye", "text": "Goodbye"})
    _, content = learning.read_lesson(stage.desk, course_id, 1, "l1")

    assert ("Hello", "How can I help?") in [(each.title, each.text) for each in content.phrases]
    assert "Bye" not in [each.title for each in content.phrases]


def test_own_text_of_a_hostile_author_runs_nothing(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course())

    html = show_lesson(*learning.read_lesson(stage.desk, course_id, 1, TEXT.lesson_id)).html

    assert "<strong>kindly</strong>" in html
    assert "<script" not in html


def test_a_draft_may_be_unfinished_but_is_published_only_whole(world: World) -> None:
    stage = Stage.opened(world)
    wrong = CourseDefinition(
        "",
        lessons=(Lesson("l1", "text"), Lesson("l1", "article", "A")),
        quiz=Quiz(
            (
                choice("single", ""),
                msgspec.structs.replace(ORDERING, right=("a",)),
                msgspec.structs.replace(TYPING, passage="short"),
                msgspec.structs.replace(SINGLE, question_id="bad/id", options=(Option("a", " "),)),
            )
        ),
    )

    made, _ = courses.create_course(stage.desk, BY, wrong)
    with pytest.raises(Invalid) as refused:
        courses.publish(stage.desk, world.now(stage.boss), BY, made.course_id, None)

    fields = {each.field for each in refused.value.errors}
    assert {"draft.title", "draft.lessons", "draft.lessons.0.text", "draft.lessons.1.about"} <= fields
    assert {"draft.quiz.questions.0.right", "draft.quiz.questions.1.right"} <= fields
    assert {"draft.quiz.questions.2.passage", "draft.quiz.questions.3.question_id"} <= fields


def test_what_is_published_is_what_was_seen(world: World) -> None:
    stage = Stage.opened(world)
    made, _ = courses.create_course(stage.desk, BY, course())
    courses.save_draft(stage.desk, BY, made.course_id, course(SINGLE), made.version)

    with pytest.raises(ChangedMeanwhile):
        courses.publish(stage.desk, world.now(stage.boss), BY, made.course_id, made.version)


def test_an_archived_course_is_begun_by_nobody_but_whoever_needs_it(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.see(course_id)
    stage.see(course_id, by=stage.outsider)
    stage.require(course_id)
    courses.archive(stage.desk, BY, course_id, archived=True)

    with pytest.raises(CourseArchived):
        stage.start(course_id, by=stage.outsider)

    assert stage.start(course_id).course_id == course_id
    assert learning.list_open_courses(stage.desk) == []


def test_the_longest_course_that_may_be_is_kept(world: World) -> None:
    stage = Stage.opened(world)
    lessons = tuple(Lesson(f"l{number}", "text", "T", text="好" * 6000) for number in range(3))

    course_id = stage.publish(course(SINGLE, lessons=lessons))

    assert learning.read_lesson(stage.desk, course_id, 1, "l2")[1].text == "好" * 6000
    with pytest.raises(Invalid):
        stage.publish(course(lessons=(*lessons, Lesson("l9", "text", "T", text="好" * 6000))))


@pytest.mark.parametrize(
    ("spoken", "kept"),
    [
        ("Call me at +49 170 1234567 please", "Call me at *** please"),
        ("订单号：20261129000123，谢谢", "订单号：***，谢谢"),
        ("write to a.b+c@d-e.example.com now", "write to *** now"),
        ("李女士说好的", "***女士说好的"),
        ("I have 3 apples and 25 pears", "I have 3 apples and 25 pears"),
        ("wang LI here, Wang again", "*** here, *** again"),
    ],
)
def test_numbers_addresses_and_names_are_masked_and_other_words_stay(spoken: str, kept: str) -> None:
    assert masked_words(spoken, names_of("Wang Li")) == kept


@pytest.mark.parametrize("kind", ["article", "phrases", "conversation"])
def test_a_draft_whose_lesson_names_nothing_yet_is_no_preview(world: World, kind: str) -> None:
    stage = Stage.opened(world)
    draft = CourseDefinition("Manners", lessons=(TEXT, Lesson("l_more", kind, "More")))

    with pytest.raises(Invalid) as refused:
        courses.preview(stage.desk, stage.boss, draft)

    assert [each.field for each in refused.value.errors] == ["draft.lessons.1.about"]


def test_more_than_can_be_kept_is_shown_by_no_lesson_and_no_course(world: World) -> None:
    stage = Stage.opened(world)
    conversation_id = talk(stage)
    for number in range(36):  # twelve kilobytes each
        agent = world.now(stage.agent)
        conversations.reply(stage.desk, agent, conversation_id, "请" * 4000, f"more{number}")

    with pytest.raises(Invalid) as refused:
        stage.publish(excerpt(conversation_id, last=60))
    stage.publish(excerpt(conversation_id, last=20))

    assert [each.field for each in refused.value.errors] == ["draft.lessons.0.about"]
    many = [Content(f"l{number}", "x" * 340_000) for number in range(9)]
    with pytest.raises(Invalid, match="all together"):
        refuse_too_much(many)
