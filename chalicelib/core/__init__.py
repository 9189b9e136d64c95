"""The ground floor: what every room stands on, and which knows no room.

``desk``          settings, the database, time, ids, chance: everything that comes from outside, in one value
``errors``        the tree of errors, each with its status and its stable code
``files``         where the bytes are of what people send; ``s3``: the place of the cloud
``http``          the one wrapper around routes: decoding, authentication, problem+json, CORS, the request's log line
``tables``        PynamoDB models: what they describe, and how items are read from a database that is said
``transactions``  gather the writes of several rooms into one TransactWriteItems, and learn which condition was lost
``once``          idempotency markers (table ``once``)
``kept``          what takes long to come by, kept for a while for all who ask (table ``limits``)
``audit``         who did what with privileges they have (table ``audit``)
``work``          due work: now or later, leased, retried, dead after the last try (table ``work``)
``duties``        what is to be done when it is due, by type, and who does it
``stream``        due work from the table's stream, as soon as it is written
``backlog``       due work as operators see it, and what the alarms are told
``metrics``       measured values, as log lines that CloudWatch reads (EMF)
``events``        what happened in a room, told to the rooms above it
``races``         changes of a record that others may change at the same moment
``shapes``        a view of what a value has, a form of changes made of the form of what is new
``secrets``       what must not stand in an environment variable
``tokens``        signed, purpose-bound, expiring tokens with key rotation
``passwords``     argon2
``text``          ids and lines as types, filling placeholders, and what can be seen of a text
``masks``         texts in which some words are not shown to everybody
``authors``       whom what is said or done is by
``contacts``      addresses that hold
``i18n``          the languages
``times``         moments, days and times of day as text: one form for each purpose
"""
