package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to a request whose ids of a table cannot be looked up, since the shard that holds their rows is not available or too slow. */
public enum LossPolicy {
    /** The request fails. */
    @JsonEnumDefaultValue
    @JsonProperty("fail")
    FAIL,
    /** The table's default row takes the place of each of them, and the answer says so. */
    @JsonProperty("default")
    DEFAULT;

    /** Returns the name that JSON and the command line use, for example {@code default}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Equal to what the canonical JSON leaves out. */
    static final class Usual {

        @Override
        public boolean equals(@Nullable Object other) {
            return other == null || other == FAIL;
        }

        @Override
        public int hashCode() {
            return FAIL.hashCode();
        }
    }
}
