"""The embedded store: DynamoDB's operations, in this process, on one SQLite file.

    store = Store(path)                                 # or Store() for one that lives in memory
    store.call("PutItem", {"TableName": …, "Item": …})  # DynamoDB's own low-level shapes, here and back

It does what the desk and PynamoDB need, as DynamoDB does it, and refuses by name what it does not know: nothing is
ignored silently. What it answered is on disk. How it is built, from the ground up:

    errors        what may go wrong, by type
    decimals      38 digits, in normal form
    values        attribute values: their types, normal form and size
    keys          keys as bytes that sort like the values
    words         the words an expression may not use bare
    tree, syntax  from an expression to what it is made of
    arguments     what each operation takes, and the names and values of its expressions
    tables        a table, its indexes, and which keys fit them
    capacity      what a request would have cost
    files         one writer, many readers, one commit for all who wait for it
    changes       what was written, in order, for whoever listens
    places        where items and index entries stand in the file
    reads, pages, writes, transactions, administration       the operations
    engine        the store itself;  dynamodb: the same as the desk's database, with its errors

Not DynamoDB's: indexes and all reads are always up to date, nothing is throttled, no transaction is ever in another's
way (they wait for each other), and expired items go when ``Store.sweep`` is called.
"""
