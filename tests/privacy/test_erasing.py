"""One person is erased from every room, and nobody else is touched (F6)."""

from __future__ import annotations

from tests.privacy.stage import Person, Stage, places_of
from tests.worlds import World

ONE, OTHER = Person("zhugeqxv", "+8613912345678"), Person("sunwukgw", "+8613987654321")


def test_nothing_is_left_of_a_person_in_any_table_or_file(world: World) -> None:
    stage = Stage(world)
    one, other = (stage.lives(Person(each.tag, each.mobile)) for each in (ONE, OTHER))
    before = list(places_of(one.marks, stage.desk))
    tables = sorted({each.partition(":")[0] for each in before})
    print("\n".join(tables))

    stage.erase(one)

    left = list(places_of(one.marks, stage.desk))
    print("LEFT\n" + "\n".join(left))
    assert left == []
