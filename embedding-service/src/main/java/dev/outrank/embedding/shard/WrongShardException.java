package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.shard.ShardHeader;
import dev.outrank.lookup.ShardKey;
import java.util.HexFormat;

/** A lookup expects another shard, or the shard of another plan. */
public final class WrongShardException extends CallerException {

    private static final long serialVersionUID = 1L;

    WrongShardException(ShardKey expected, ShardHeader here) {
        super("shard: " + text(expected.shard(), expected.fingerprint()) + " of " + expected.model() + "@"
                + expected.version() + " (expected: " + text(here.shard(), here.fingerprint())
                + ", which this process serves)");
    }

    private static String text(int shard, long fingerprint) {
        return shard + " with fingerprint " + HexFormat.of().toHexDigits(fingerprint);
    }
}
