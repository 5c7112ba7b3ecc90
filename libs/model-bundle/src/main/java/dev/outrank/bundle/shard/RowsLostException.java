package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mapped rows cannot be read any more: their file was truncated, or its disk or server failed. The process goes on; the table does not. */
public final class RowsLostException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure, and looks what has become of the file. */
    public RowsLostException(MappedTable table, Throwable cause) {
        super(
                table.path() + ": rows of table '" + table.spec().table() + "' are lost: the file "
                        + state(table.path(), table.spec().bytes()) + " (expected: "
                        + table.spec().bytes()
                        + " bytes, unchanged while mapped; load the version again, or have its rows copied)",
                cause);
    }

    private static String state(Path file, long expected) {
        try {
            long bytes = Files.size(file);
            return bytes == expected ? "cannot be read where it is mapped" : "has " + bytes + " bytes";
        } catch (IOException e) {
            return "is gone";
        }
    }
}
