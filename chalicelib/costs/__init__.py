"""What the desk costs: each conversation, each plan and day, in requests, units and money; and a budget (F1).

What is counted is counted by ``core.metering`` while it runs, in the container that runs it. ``service.writing`` keeps
what a container hands over; ``service.summing`` adds it up every hour; ``service.watching`` compares the month with the
budget, warns, and says what is done less often; ``service.reading`` shows it, with money by the prices of the settings.
``model.spending`` says which operation is of which kind. Counts are facts, money is an estimate: prices are list prices
that an administrator can change, and what a container had not handed over when it ended is missing.

Table ``costs``: hash ``key``, range ``order``.

    hash                         range               item
    counted#<hour>#<share>       <count>             what a container handed over in that hour, UTC, in eight shares
    days#<plan>                  <day>               a day of one plan by hours and kinds; of the desk: ``*``
    months#<month>               <plan>              the same of a month by kinds; of the desk: ``*``
    conversation#<conversation>  <hour>              what was done for it, as handed over in that hour
    desk                         settings            prices, budget, what may be saved by
    desk                         state               how far it was added up; what the month's budget has led to

To add up an hour is to put what its rows come to in the place of what it came to before: twice is once. A request of a
container writes and reads twice in a minute at most, however much it does (law 9).
"""
