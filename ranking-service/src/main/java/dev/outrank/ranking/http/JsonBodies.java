package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.PayloadTooLargeException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Aggregates JSON bodies up to a size. */
final class JsonBodies {

    private final int maxBytes;

    JsonBodies(DataSize maxSize) {
        this.maxBytes = Math.toIntExact(maxSize.toBytes());
    }

    /**
     * Returns the whole body, counted in {@code share} as it arrives; the array belongs to the subscriber.
     *
     * <p>Fails with {@link UnsupportedBodyException} where the headers announce anything but JSON in UTF-8, and with
     * {@link PayloadTooLargeException} past the limit, before more than that was kept; with
     * {@link OverloadedException} where all bodies together leave no room for this one.
     */
    Mono<byte[]> read(ServerRequest request, BodyBudget.Share share) {
        checkForm(request.headers());
        long announced = request.headers().contentLength().orElse(0);
        if (announced > maxBytes) {
            throw tooLarge(announced + " bytes");
        }
        share.requireRoom(announced);
        return DataBufferUtils.join(
                        request.body(BodyExtractors.toDataBuffers()).map(part -> counted(part, share)), maxBytes)
                .map(JsonBodies::takeBytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(thrown -> !(thrown instanceof OutrankException), this::explain);
    }

    /** A body that is too large by itself is its caller's failure, whatever the others leave. */
    private DataBuffer counted(DataBuffer part, BodyBudget.Share share) {
        try {
            if (share.bytes() + part.readableByteCount() > maxBytes) {
                throw tooLarge("more");
            }
            share.add(part.readableByteCount());
            return part;
        } catch (OverloadedException | PayloadTooLargeException e) {
            DataBufferUtils.release(part);
            throw e;
        }
    }

    private static byte[] takeBytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private Throwable explain(Throwable thrown) {
        return thrown instanceof DataBufferLimitException ? tooLarge("more") : new IncompleteBodyException(thrown);
    }

    private PayloadTooLargeException tooLarge(String size) {
        return new PayloadTooLargeException("body: " + size + " (expected: at most " + maxBytes + " bytes)");
    }

    private static void checkForm(ServerRequest.Headers headers) {
        MediaType contentType = contentType(headers);
        if (contentType != null) {
            Charset charset = contentType.getCharset();
            boolean json = MediaType.APPLICATION_JSON.isCompatibleWith(contentType) && contentType.isConcrete();
            if (!json || (charset != null && !charset.equals(StandardCharsets.UTF_8))) {
                throw unsupported(HttpHeaders.CONTENT_TYPE, contentType.toString(), "application/json in UTF-8");
            }
        }
        List<String> encodings = headers.header(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.isEmpty() && !encodings.equals(List.of("identity"))) {
            throw unsupported(HttpHeaders.CONTENT_ENCODING, String.join(", ", encodings), "identity");
        }
    }

    private static @Nullable MediaType contentType(ServerRequest.Headers headers) {
        String header = headers.firstHeader(HttpHeaders.CONTENT_TYPE);
        try {
            return header == null ? null : MediaType.parseMediaType(header);
        } catch (InvalidMediaTypeException e) {
            throw unsupported(HttpHeaders.CONTENT_TYPE, header, "application/json in UTF-8");
        }
    }

    private static UnsupportedBodyException unsupported(String header, String value, String expected) {
        return new UnsupportedBodyException(header + ": " + Excerpt.quoted(value) + " (expected: " + expected + ")");
    }
}
