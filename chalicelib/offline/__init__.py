"""Messages left while nobody is in (C2): left by visitors, given to agents, answered by e-mail, SMS or in the widget.

Table ``offline``: hash ``key``, range ``order``. A message is one item (``message_id``, ``message``), with its answers.
Partition ``waiting#<plan_key>`` holds a row for each message of the plan that nobody has answered yet, oldest first;
partition ``load`` one for each agent. The indexes hold keys only: by whoever has it, by plan, by state, by visitor.
"""
