"""Looking after the machinery: due work that waits or died, redriven or dropped by hand; the night's jobs (G2, G4).

It stands above the rooms because it belongs to none of them: the work of all is in one table (``core/work``), and
whoever manages it is somebody with a permission (``people``). No table of its own.
"""
