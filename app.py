"""The table of contents: every trigger of the product. No logic lives here.

What answers a request is in the ``directory``, and imported when the first one needs it.
"""

from __future__ import annotations

from chalicelib.core import cold  # isort: split

from typing import Any

from chalice.app import CloudWatchEvent, DynamoDBEvent, Rate, SNSEvent

from chalicelib import directory
from chalicelib.core import again, backlog, desk, http, log, paths, straight, stream
from chalicelib.environment import desk_of_environment

log.set_up()
desk.build_with(desk_of_environment)

routes = directory.Shown(directory.known().routes)
again.find_by(routes.named)

app = paths.App(app_name="deskbell")
app.register_middleware(http.each_request, "http")
app.register_middleware(straight.way_to(routes.declared), "http")
routes.register(app)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event: Any) -> int:
    """Due work, every minute."""
    return backlog.tick(desk.current())


@app.on_dynamodb_record(stream_arn="arn:of:the:work:table", batch_size=10)  # the template says which stream
def deliver(event: DynamoDBEvent) -> dict[str, Any]:
    """Due work, as soon as it is written."""
    return stream.run_batch(desk.current(), event)


@app.schedule(Rate(1, unit=Rate.HOURS))
def hourly(event: Any) -> list[str]:
    """What the desk costs; the night's jobs, in the hour in which it is night where the desk is."""
    from chalicelib.operations import service as operations

    return operations.every_hour(desk.current())


@app.on_cw_event({"source": ["aws.ses"], "detail-type": ["Email Bounced", "Email Complaint Received"]})
def returned(event: CloudWatchEvent) -> str:
    """What SES tells of letters afterwards: bounces and complaints."""
    from chalicelib.notifications import service as notifications

    return notifications.note_returned(desk.current(), event.to_dict())


@app.on_sns_message(topic="arn:aws:sns:eu-central-1:000000000000:mail")  # the template says which topic
def mail_arrived(event: SNSEvent) -> list[str]:
    """A mail came in: SES has put it among the files, and says so; or an SMS, as two-way messaging says."""
    from chalicelib.channels import service as channels

    return channels.hear_arrived(desk.current(), event.to_dict())


cold.started()
