package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.memory.RequestMemory;
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

/** Collects bodies up to a size, in the buffers in which they arrive. */
final class Bodies {

    private static final Mono<ReceivedBody> EMPTY = Mono.just(ReceivedBody.of(new byte[0]));

    private final int maxBytes;

    Bodies(DataSize maxSize) {
        this.maxBytes = Math.toIntExact(maxSize.toBytes());
    }

    /**
     * Returns the whole body, counted in {@code share} as it arrives; its buffers belong to {@code memory}.
     *
     * <p>Fails with {@link UnsupportedBodyException} where the headers announce another form than {@code form} in UTF-8, and with
     * {@link PayloadTooLargeException} past the limit, before more than that was kept; with
     * {@link OverloadedException} where all bodies together leave no room for this one.
     */
    Mono<ReceivedBody> read(ServerRequest request, BodyForm form, BodyBudget.Share share, RequestMemory memory) {
        checkForm(request.headers(), form);
        long announced = request.headers().contentLength().orElse(0);
        if (announced > maxBytes) {
            throw tooLarge(announced + " bytes");
        }
        share.requireRoom(announced);
        return DataBufferUtils.join(
                        request.body(BodyExtractors.toDataBuffers()).map(part -> counted(part, share)), maxBytes)
                .map(buffer -> received(buffer, memory))
                .switchIfEmpty(EMPTY)
                .onErrorMap(thrown -> !(thrown instanceof OutrankException), this::explain);
    }

    private static ReceivedBody received(DataBuffer buffer, RequestMemory memory) {
        ReceivedBody body = ReceivedBody.of(buffer);
        memory.own(() -> DataBufferUtils.release(buffer));
        return body;
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

    private Throwable explain(Throwable thrown) {
        return thrown instanceof DataBufferLimitException ? tooLarge("more") : new IncompleteBodyException(thrown);
    }

    private PayloadTooLargeException tooLarge(String size) {
        return new PayloadTooLargeException("body: " + size + " (expected: at most " + maxBytes + " bytes)");
    }

    private static void checkForm(ServerRequest.Headers headers, BodyForm form) {
        MediaType contentType = contentType(headers, form);
        if (contentType != null) {
            Charset charset = contentType.getCharset();
            if (!form.allows(contentType) || (charset != null && !charset.equals(StandardCharsets.UTF_8))) {
                throw unsupported(HttpHeaders.CONTENT_TYPE, contentType.toString(), form.expected());
            }
        }
        List<String> encodings = headers.header(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.isEmpty() && !encodings.equals(List.of("identity"))) {
            throw unsupported(HttpHeaders.CONTENT_ENCODING, String.join(", ", encodings), "identity");
        }
    }

    private static @Nullable MediaType contentType(ServerRequest.Headers headers, BodyForm form) {
        String header = headers.firstHeader(HttpHeaders.CONTENT_TYPE);
        try {
            return header == null ? null : MediaType.parseMediaType(header);
        } catch (InvalidMediaTypeException e) {
            throw unsupported(HttpHeaders.CONTENT_TYPE, header, form.expected());
        }
    }

    private static UnsupportedBodyException unsupported(String header, String value, String expected) {
        return new UnsupportedBodyException(header + ": " + Excerpt.quoted(value) + " (expected: " + expected + ")");
    }
}
