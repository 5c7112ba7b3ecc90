package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.InternalException;
import java.nio.file.Path;

/** A mapped table was used after it was closed. */
public final class ClosedTableException extends InternalException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure. */
    public ClosedTableException(Path path, String table) {
        super(path + ": table '" + table + "' is closed (expected: no use after close)");
    }
}
