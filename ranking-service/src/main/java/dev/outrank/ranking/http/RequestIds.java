package dev.outrank.ranking.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The id that a request carries through gateway, services and logs: the caller's, where it is fit for a header and a log line. */
final class RequestIds {

    static final String HEADER = "X-Request-Id";

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/+=@-]{0,127}");

    private RequestIds() {}

    /** Returns the id that came, or a random one of 128 bits in place of a missing or unfit one. */
    static String orRandom(@Nullable String received) {
        return received != null && FIT.matcher(received).matches() ? received : random();
    }

    /** Returns the id that {@link ErrorResponses} gave a request's response. */
    static String ofResponse(ServerRequest request) {
        return orRandom(request.exchange().getResponse().getHeaders().getFirst(HEADER));
    }

    /** Not a secret, so it needs no secure random, which may block an event loop. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
