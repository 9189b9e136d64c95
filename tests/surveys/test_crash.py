"""A function may die at any line: asked once, counted once, and never a low score without its callback."""

from __future__ import annotations

from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core.errors import NotFound
from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.followups.service import access
from chalicelib.surveys.service import answering, asking
from tests.crashes import BEFORE, Death, at_each_write, crash_at
from tests.journeys.test_crash import until_done
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World


def test_closing_that_dies_anywhere_asks_once(world: World) -> None:
    shop = open_shop(world)

    def story(death: Death) -> None:
        visitor, conversation_id = shop.talk()
        before = len(shop.surveys())

        until_done(world, lambda: shop.close(conversation_id), death)
        world.online(shop.agent)

        kinds = [kind for kind, _ in shop.entries(visitor, conversation_id)]
        assert kinds.count("survey") == 1
        assert len(shop.surveys()) == before + 1

    at_each_write(story)


def test_the_asking_itself_is_whole_or_not_there(world: World) -> None:
    shop = open_shop(world)

    for written in (False, True):
        shop.rules(ask="never")
        visitor, conversation_id = shop.talk()
        shop.close(conversation_id)
        shop.rules()
        before = len(shop.surveys())

        with crash_at(0, written=written):
            asking.ask_after_conversation(shop.desk, ConversationEnded(conversation_id, None))

        kinds = [kind for kind, _ in shop.entries(visitor, conversation_id)]
        assert kinds.count("survey") == len(shop.surveys()) - before == int(written)


def test_an_answer_that_dies_anywhere_counts_once_and_has_its_callback(world: World) -> None:
    shop = open_shop(world)

    def story(death: Death) -> None:
        visitor, survey = shop.asked()

        def act() -> None:
            answering.answer(shop.desk, visitor, "demo", survey.survey_id, score=1, client_id="1")

        with death():
            act()
        now = shop.now(survey)
        assert (now.answer is not None) == has_callback(shop, survey.survey_id)
        act()

        now = shop.now(survey)
        assert (now.version, now.callback_id) == (2, callback_id_of(survey.survey_id))
        assert shop.callback(survey).score == 1

    at_each_write(story)


def test_a_score_that_becomes_low_and_dies_anywhere_has_its_callback(world: World) -> None:
    shop = open_shop(world)

    def story(death: Death) -> None:
        visitor, survey = shop.asked()
        for score in (5, 2, 4):

            def act(score: int = score) -> None:
                answering.answer(shop.desk, visitor, "demo", survey.survey_id, score=score, client_id=str(score))

            with death():
                act()
            act()
        shop.catch_up(minutes=1)
        world.online(shop.agent)

        assert shop.now(survey).callback_id == shop.callback(survey).followup_id
        assert ["from 2 to 4" in each.text for each in shop.callback(survey).remarks] == [True]

    at_each_write(story)


def test_due_work_that_dies_anywhere_writes_one_link_and_one_reminder(world: World) -> None:
    shop = open_shop(world)

    def story(death: Death) -> None:
        world.online(shop.agent)
        _, survey = shop.asked(email="wang@example.com")
        for hours in (1, 25, 200):
            world.clock.forward(hours=hours)
            with death():
                shop.catch_up()
            shop.catch_up(minutes=2)
            shop.catch_up(minutes=2)

        letters = [each for each in shop.letters() if each.about == survey.survey_id]
        assert len(letters) == 2
        assert shop.now(survey).state == "expired"

    # link and reminder take three writes each, delivering the letters more
    at_each_write(story, sides=(BEFORE,), least=6, most=80)


def has_callback(shop: Shop, survey_id: str) -> bool:
    try:
        access.find(shop.desk, callback_id_of(survey_id))
    except NotFound:
        return False
    return True
