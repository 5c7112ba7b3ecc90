package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.InvalidHeaderException;
import dev.outrank.ranking.json.Excerpt;
import java.util.regex.Pattern;

/** The header of the binary tensor data extension: how many bytes of a body are JSON. */
final class BinaryHeader {

    /** The header's name, in requests and answers. */
    static final String NAME = "Inference-Header-Content-Length";

    private static final Pattern BYTES = Pattern.compile("0*[1-9][0-9]{0,8}");

    private BinaryHeader() {}

    /**
     * Returns the number of bytes, at least 1: every request here has JSON.
     *
     * @throws InvalidHeaderException if the header is no such number
     */
    static int parse(String header) {
        if (!BYTES.matcher(header).matches()) {
            throw new InvalidHeaderException(NAME + ": " + Excerpt.quoted(header)
                    + " (expected: the number of bytes of the JSON with which the body begins, at least 1)");
        }
        return Integer.parseInt(header);
    }
}
