"""The whole way to the cloud, for real: packaged, deployed by the command that operators use, asked over HTTP.

The embedded AWS has CloudFormation, API Gateway, Lambda, schedules and streams; the functions run from the zip that
would be uploaded. Where it is less than AWS, ``infra/README.md`` says so, and ``tests/infra`` reads the template.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.local import ministack as stores
from tests.files.samples import png
from tests.files.senders import multipart
from tests.journeys.deployed import EMAIL, PASSWORD, ROOT, STACK, Cloud, eventually
from tests.notifications.ses_events import bounce
from tests.served import call, scratch

pytestmark = pytest.mark.deployed

A_TICK = 75.0  # seconds within which the schedule has come round


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The desk, deployed for the first time."""
    with scratch() as unpacked:  # functions, thousands of files for each of each version
        store = stores.start(tmp_path_factory.mktemp("cloud"), unpacked)
        try:
            made = Cloud(store)
            done = made.run("infra.deploy")
            assert done.returncode == 0, done.stdout + done.stderr
            made.said = done.stdout
            made.later = made.work("assignment.on_conversation_ended", datetime.now(UTC) + timedelta(seconds=3))
            yield made
        finally:
            store.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A working copy of the project, to be changed; with what is compiled of it, to compile it takes longer."""
    copy = tmp_path / "project"
    for folder in ("chalicelib", "infra"):
        shutil.copytree(ROOT / folder, copy / folder)
    for file in ("app.py", "requirements.txt"):
        shutil.copy(ROOT / file, copy)
    return copy


def test_the_first_deployment_founds_the_desk_and_says_where_it_is(cloud: Cloud) -> None:
    shown = re.search(rf"{EMAIL}\n +Password +(\S+)", cloud.said)
    assert shown is not None

    token = cloud.asked("POST", "/v1/desk/session", None, {"email": EMAIL, "password": shown[1]}, 201)["token"]
    cloud.asked("GET", "/v1/admin/plans", token, status=403)  # first a password of one's own
    cloud.asked("PUT", "/v1/desk/password", token, {"current": shown[1], "new": PASSWORD}, 204)
    session = {"email": EMAIL, "password": PASSWORD}
    cloud.admin = cloud.asked("POST", "/v1/desk/session", None, session, 201)["token"]

    plans = [plan["key"] for plan in cloud.asked("GET", "/v1/admin/plans", cloud.admin)["items"]]
    reached_at = cloud.client("ssm").get_parameter(Name="/deskbell/dev/public-url")["Parameter"]["Value"]
    assert plans == ["smoke"]
    assert reached_at == cloud.url
    assert cloud.said.index("Password") < cloud.said.index("serves.")  # shown before anything may go wrong
    assert cloud.stages() == ["api"]


def test_a_conversation_goes_through_api_gateway_and_lambda(cloud: Cloud) -> None:
    cloud.asked("POST", "/v1/admin/plans", cloud.admin, {"key": "demo", "name": "山岚茶铺"}, 201)
    agent = {"email": "mei@example.com", "name": "林小美", "number": "1001", "password": "password of mei"}
    cloud.asked("POST", "/v1/admin/agents", cloud.admin, {**agent, "temporary": False}, 201)
    session = {"email": agent["email"], "password": agent["password"]}
    cloud.agent = cloud.asked("POST", "/v1/desk/session", None, session, 201)["token"]
    cloud.asked("PUT", "/v1/desk/presence", cloud.agent, {"status": "online"})

    visitor = cloud.visitor()
    visitor.say("你好，请问有明前龙井吗？")
    path = f"/v1/desk/conversations/{visitor.conversation_id}/messages"
    cloud.asked("POST", path, cloud.agent, {"text": "有的，您稍等。", "client_id": "a1"}, 201)

    texts = [entry.get("text") for entry in visitor.entries()]
    assert texts.index("你好，请问有明前龙井吗？") < texts.index("有的，您稍等。")
    cloud.visitors.append(visitor)


def test_a_picture_goes_to_the_bucket_and_comes_from_it(cloud: Cloud) -> None:
    (visitor,) = cloud.visitors
    root, picture = f"/v1/widget/{visitor.plan}", png()
    wish = {"name": "盖碗.png", "size": len(picture)}

    ticket = cloud.asked("POST", f"{root}/files", visitor.token, wish, 201)
    kind, body = multipart(ticket["form"]["fields"], picture)
    form = urllib.request.Request(ticket["form"]["url"], body, {"Content-Type": kind}, method="POST")
    with urllib.request.urlopen(form, timeout=30) as answer:
        assert answer.status == 204
    cloud.asked("POST", f"{root}/files/{ticket['file_id']}/arrived", visitor.token, {})
    message = {"text": "", "client_id": "picture", "file_id": ticket["file_id"]}
    path = f"/conversations/{visitor.conversation_id}"
    entry = cloud.asked("POST", f"{root}{path}/messages", visitor.token, message, 201)

    linked = cloud.asked("GET", f"/v1/desk{path}/files/{entry['file']['id']}", cloud.agent)
    with urllib.request.urlopen(linked["url"], timeout=30) as answer:
        assert answer.read() == picture
        assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.browser
def test_the_console_of_the_deployed_desk_works_in_a_browser(cloud: Cloud, chromium_page: Any) -> None:
    (visitor,) = cloud.visitors
    chromium_page.set_default_timeout(30_000)  # its functions start cold
    chromium_page.goto(f"{cloud.url}/console")  # below a stage of API Gateway, not at the root of a host

    chromium_page.get_by_label("邮箱").fill("mei@example.com")
    chromium_page.get_by_label("密码").fill("password of mei")
    chromium_page.get_by_role("button", name="登录").click()
    chromium_page.get_by_role("tabpanel").get_by_role("button", name=visitor.visitor_id[-4:]).click()
    chromium_page.get_by_label("回复访客").fill("这是今年的新茶。")
    chromium_page.get_by_label("回复访客").press("Enter")

    replied = eventually(lambda: "这是今年的新茶。" in [each.get("text") for each in visitor.entries()], within=30)
    assert replied


def test_due_work_is_delivered_by_the_stream_at_once(cloud: Cloud) -> None:
    work_id = cloud.work("assignment.on_conversation_ended", datetime.now(UTC))

    done = eventually(lambda: not cloud.stands(work_id), within=10)

    assert done


def test_what_ses_tells_of_a_letter_is_handed_to_its_function(cloud: Cloud) -> None:
    told = bounce("ntc_of_nobody", "0107-0000")

    answer = cloud.client("lambda").invoke(FunctionName=f"{STACK}-returned", Payload=json.dumps(told))

    rules = cloud.client("events").list_rules()["Rules"]
    patterns = [json.loads(rule["EventPattern"]) for rule in rules if rule.get("EventPattern")]
    assert json.loads(answer["Payload"].read()) == "ignored"
    assert [each["source"] for each in patterns] == [["aws.ses"]]
    kept = cloud.client("sesv2").get_configuration_set_event_destinations(ConfigurationSetName=STACK)
    (destination,) = kept["EventDestinations"]
    assert destination["EventBridgeDestination"]["EventBusArn"].endswith(":event-bus/default")


def test_the_schedule_runs_what_was_due_later_and_tells_the_alarms(cloud: Cloud) -> None:
    logs = cloud.client("logs")

    def told() -> list[dict[str, Any]]:
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{STACK}-tick")["events"]
        lines = [json.loads(each["message"]) for each in events if each["message"].startswith("{")]
        return [line for line in lines if line.get("message") == "metrics"]

    done = eventually(lambda: not cloud.stands(cloud.later), within=A_TICK)

    assert done
    assert eventually(lambda: bool(told()), within=10)
    assert told()[-1]["Stage"] == "dev"
    assert told()[-1]["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Deskbell"


def test_an_upgrade_over_a_running_desk_loses_nothing(cloud: Cloud, project: Path) -> None:
    (visitor,) = cloud.visitors
    cloud.make_stage("Stage")  # as former versions had one
    page = project / "chalicelib/web/pages/start/start.html"
    page.write_text(page.read_text().replace("</title>", " – the next release</title>", 1))
    path = f"{visitor.root}/{visitor.conversation_id}/messages"
    said: list[str] = []
    over = threading.Event()

    def talk() -> None:
        """As the widget does: what was not acknowledged is said again under the same name."""
        while not over.is_set():
            body = {"text": f"message {len(said) + 1}", "client_id": f"during-{len(said) + 1}"}
            with suppress(OSError):
                if call(visitor.url, "POST", path, visitor.token, body, timeout=20)[0] in (200, 201):
                    said.append(body["text"])
            over.wait(0.2)

    talking = threading.Thread(target=talk)
    talking.start()
    done = cloud.run("infra.deploy", project=project)
    over.set()
    talking.join()

    assert done.returncode == 0, done.stdout + done.stderr
    texts = [str(entry.get("text")) for entry in visitor.entries()]
    stored = [text for text in texts if text.startswith("message ")]
    assert len(said) > 5
    assert stored[: len(said)] == said and len(stored) <= len(said) + 1  # the last one may not have been acknowledged
    with urllib.request.urlopen(f"{cloud.url}/") as answer:
        assert "the next release" in answer.read().decode()
    assert cloud.stages() == ["api"]


def test_a_deployment_that_cloudformation_refuses_leaves_the_desk_as_it_was(cloud: Cloud, project: Path) -> None:
    nobody = '{"AuthType": "AWS_IAM", "TargetFunctionArn": "nobody"}'
    broken = f'"Broken": {{"Type": "AWS::Lambda::Url", "Properties": {nobody}}},'
    whole = project / "infra/template/document.py"
    whole.write_text(whole.read_text().replace('"Resources": {', f'"Resources": {{{broken}', 1))

    done = cloud.run("infra.deploy", project=project)

    (stack,) = cloud.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    assert done.returncode == 1, done.stdout
    assert "Not deployed." in done.stderr
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert cloud.asked("GET", "/v1/desk/session", cloud.agent)["agent"]["number"] == "1001"


def test_more_than_the_account_has_room_for_is_refused_before_anything_is_made(cloud: Cloud, project: Path) -> None:
    page = project / "infra/environments/dev.json"
    page.write_text(json.dumps(json.loads(page.read_text()) | {"api_concurrency": 2000}))

    done = cloud.run("infra.deploy", project=project)

    assert done.returncode == 1, done.stdout
    assert re.search(r"api_concurrency is 2000, and this account can reserve \d{1,3}:", done.stderr)
    assert "Package" not in done.stdout


def test_a_version_whose_due_work_cannot_run_is_taken_back_though_its_pages_serve(cloud: Cloud, project: Path) -> None:
    quiet = 'os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "").endswith(("-tick", "-deliver"))'
    broken = f'\nimport os\n\nif {quiet}:\n    raise ImportError("broken")\n'
    with open(project / "app.py", "a") as file:
        file.write(broken)

    done = cloud.run("infra.deploy", project=project)

    assert done.returncode == 1, done.stdout
    assert "the function tick fails" in done.stdout and "the function deliver fails" in done.stdout
    assert "the function hourly" not in done.stdout and "answers" not in done.stdout  # pages and requests are well
    assert "the version before serves again" in done.stderr
    assert len(cloud.visitors[0].entries()) > 5


def test_keys_rotate_without_signing_anybody_out(cloud: Cloud) -> None:
    before = cloud.client("ssm").get_parameter(Name="/deskbell/dev/token-keys", WithDecryption=True)

    done = cloud.run("infra.operate.keys", "rotate")

    after = cloud.client("ssm").get_parameter(Name="/deskbell/dev/token-keys", WithDecryption=True)
    old, new = (each["Parameter"]["Value"] for each in (before, after))
    assert done.returncode == 0, done.stderr
    assert new.split(",")[1:] == [old]
    assert old not in done.stdout and new.split(",")[0] not in done.stdout
    cloud.asked("GET", "/v1/desk/session", cloud.agent)
    session = {"email": EMAIL, "password": PASSWORD}
    fresh = cloud.asked("POST", "/v1/desk/session", None, session, 201)["token"]
    cloud.asked("GET", "/v1/desk/session", fresh)


def test_dead_work_is_seen_redriven_and_dropped_from_a_terminal(cloud: Cloud) -> None:
    kind = "assignment.on_conversation_ended"
    one, other = (
        cloud.work(kind, datetime.now(UTC), shard="dead"),
        cloud.work("of.old", datetime.now(UTC), shard="dead"),
    )

    listed = cloud.run("infra.operate.work", "list").stdout
    inspected = cloud.run("infra.operate.work", "inspect", other)
    redriven = cloud.run("infra.operate.work", "redrive", kind)
    dropped = [cloud.run("infra.operate.work", "drop", other).returncode for _ in range(2)]
    unknown = cloud.run("infra.operate.work", "inspect", "wrk_nothing")

    assert f"1  {kind}" in listed and "2  dead in all" in listed and other in listed
    assert json.loads(inspected.stdout.partition("\n")[2])["work_id"] == other
    assert redriven.returncode == 0, redriven.stderr
    assert (dropped, unknown.returncode) == ([0, 0], 1)
    assert eventually(lambda: not cloud.stands(one), within=10)  # the stream has run it
    log = cloud.asked("GET", "/v1/admin/audit", cloud.admin)["items"]
    assert {item["act"] for item in log} >= {"redrive_work", "drop_work"}


def test_the_facts_are_exported_restored_and_recounted_from_a_terminal(cloud: Cloud, tmp_path: Path) -> None:
    visitor = cloud.visitor()
    visitor.say("之前的一句")
    before = visitor.entries()

    exported = cloud.run("infra.operate.archive", "export", str(tmp_path / "out"))
    refused = cloud.run("infra.operate.archive", "restore", str(tmp_path / "out"))
    visitor.say("后来的一句")
    restored = cloud.run("infra.operate.archive", "restore", str(tmp_path / "out"), REPLACE=STACK)
    counted = cloud.run("infra.operate.recount")

    assert (exported.returncode, refused.returncode, restored.returncode) == (0, 1, 0), (
        exported.stderr + restored.stderr
    )
    assert "has conversations" in refused.stderr
    after = visitor.entries()
    assert after[: len(before)] == before
    assert {each["kind"] for each in after[len(before) :]} <= {"reminder"}  # the desk goes on: who waits is reminded
    assert counted.returncode == 0, counted.stderr
    assert "0 agents' conversations and totals mended" in counted.stdout


def test_no_key_is_in_what_was_deployed(cloud: Cloud) -> None:
    kept = cloud.client("ssm").get_parameter(Name="/deskbell/dev/token-keys", WithDecryption=True)
    secrets = [pair.partition(":")[2] for pair in kept["Parameter"]["Value"].split(",")]

    template = json.dumps(cloud.client("cloudformation").get_template(StackName=STACK)["TemplateBody"])
    functions = json.dumps(cloud.client("lambda").list_functions()["Functions"], default=str)
    logs = cloud.client("logs")
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    lines = [each["message"] for group in groups for each in logs.filter_log_events(logGroupName=group)["events"]]

    for secret in secrets:
        assert secret not in template + functions + cloud.said + "".join(lines)


def test_what_is_not_protected_can_be_taken_away_by_whoever_names_it(cloud: Cloud) -> None:
    refused = cloud.run("infra.deploy.destroy", NAME="prod")
    done = cloud.run("infra.deploy.destroy", NAME=STACK)

    tables = cloud.client("dynamodb").list_tables()["TableNames"]
    assert (refused.returncode, done.returncode) == (1, 0), done.stdout + done.stderr
    assert [name for name in tables if name.startswith(STACK)] == []
