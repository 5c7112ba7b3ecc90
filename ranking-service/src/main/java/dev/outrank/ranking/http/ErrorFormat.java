package dev.outrank.ranking.http;

import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/** The shape of an interface's errors. */
public interface ErrorFormat {

    /** Returns the media type of the body. */
    MediaType contentType();

    /**
     * Writes the body.
     *
     * @param path the path of the request
     */
    void write(Failure failure, String path, String requestId, JsonGenerator json);
}
