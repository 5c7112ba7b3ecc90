package dev.outrank.artifact;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where S3 is. Credentials come from where the AWS SDK looks for them: environment, profile, or the role of the machine.
 *
 * @param endpoint of a server that is not Amazon's; null for Amazon's
 * @param region null for what the environment says
 * @param pathStyle whether the bucket is in the path, and not in the host's name; most servers but Amazon's want that
 * @param anonymous whether requests are not signed, as public buckets allow
 */
public record S3Settings(@Nullable URI endpoint, @Nullable String region, boolean pathStyle, boolean anonymous) {

    /** Returns the settings for Amazon's own service. */
    public static S3Settings amazon() {
        return new S3Settings(null, null, false, false);
    }
}
