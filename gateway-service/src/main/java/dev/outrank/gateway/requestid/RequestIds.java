package dev.outrank.gateway.requestid;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Accepts, makes and remembers request ids. */
public final class RequestIds {

    /** The header that carries the id, in requests and in answers. */
    static final String HEADER = "X-Request-Id";

    /** Wide enough for UUIDs, ULIDs, Base64 and trace ids; narrow enough to be safe in a log line. Ranking accepts the same. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/+=@-]{0,127}");

    private static final String ATTRIBUTE = RequestIds.class.getName();

    private RequestIds() {}

    /** Returns the id of a request. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "unnamed");
    }

    static void attach(String id, ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, id);
    }

    /** Returns the caller's id if it is sane, else a new one. */
    static String acceptOrCreate(@Nullable String offered) {
        return offered != null && SANE.matcher(offered).matches() ? offered : create();
    }

    /** Returns a new id: 128 random bits in hex. Unique, not secret, so no {@code SecureRandom} that could block. */
    private static String create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
