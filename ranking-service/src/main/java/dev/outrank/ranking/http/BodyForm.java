package dev.outrank.ranking.http;

import org.springframework.http.MediaType;

/** What a request's body is made of. */
public enum BodyForm {
    /** JSON alone. */
    JSON("application/json in UTF-8"),
    /** JSON, and bytes after it. */
    JSON_AND_BINARY("application/octet-stream, or application/json in UTF-8");

    private final String expected;

    BodyForm(String expected) {
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    boolean allows(MediaType contentType) {
        boolean json = MediaType.APPLICATION_JSON.isCompatibleWith(contentType);
        boolean binary = this == JSON_AND_BINARY && MediaType.APPLICATION_OCTET_STREAM.isCompatibleWith(contentType);
        return contentType.isConcrete() && (json || binary);
    }
}
