package dev.outrank.workbench.trace;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.document.StrictDocuments;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a trace, one request at a time; the memory that it takes is that of the longest line. Every refusal names file, line and field. Not
 * thread-safe.
 */
public final class TraceReader implements AutoCloseable {

    private final Path file;
    private final CountedBytes bytes;
    private final InputStream content;
    private final TraceLines lines;
    private final LineParser parser;
    private final Manifest manifest;
    private @Nullable TraceHeader header;
    private boolean lineIsRead;
    private @Nullable Boolean timed;
    private long arrivalNanos;
    private long requests;

    private TraceReader(Path file, Manifest manifest) throws IOException {
        this.file = file;
        this.manifest = manifest;
        this.parser = new LineParser(manifest);
        this.bytes = new CountedBytes(Files.newInputStream(file));
        try {
            this.content = TraceCompression.reading(file, bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
        this.lines = new TraceLines(content);
    }

    /**
     * Opens a trace and reads its header, if it has one.
     *
     * @param manifest of the model that is asked
     * @throws CallerException if the file is not readable, or is a trace of another model
     */
    public static TraceReader open(Path file, Manifest manifest) {
        Stream.concat(
                        manifest.features().dense().stream().map(DenseFeature::name),
                        manifest.features().sparse().stream().map(SparseFeature::name))
                .filter(CandidateNames.PROPERTY::equals)
                .findAny()
                .ifPresent(name -> {
                    throw new CallerException("features: '" + name + "' of model '" + manifest.name()
                            + "' (expected: another name; in a trace it is that of a candidate)");
                });
        TraceReader reader;
        try {
            reader = new TraceReader(file, manifest);
        } catch (IOException e) {
            throw new CallerException(file + ": not readable (expected: a trace; " + e.getMessage() + ")", e);
        }
        try {
            reader.readHeader();
            return reader;
        } catch (CallerException e) {
            reader.close();
            throw e;
        }
    }

    /** Returns what the trace says of itself; recorded traffic says nothing. */
    public Optional<TraceHeader> header() {
        return Optional.ofNullable(header);
    }

    /** Returns the bytes of the file that have been read, to show how far it is. */
    public long bytesRead() {
        return bytes.count;
    }

    /**
     * Returns the next request, or null after the last.
     *
     * @throws CallerException naming file and line, if the line is no request of the model, or the file breaks off
     */
    public @Nullable TraceEntry next() {
        boolean there = lineIsRead || advance();
        lineIsRead = false;
        if (!there) {
            requireAllRequests();
            return null;
        }
        try {
            TraceEntry entry = parser.parse(lines);
            checkArrival(entry);
            requests++;
            return entry;
        } catch (CallerException e) {
            throw at(e.getMessage(), e);
        } catch (JacksonException e) {
            throw at(syntax(e), e);
        }
    }

    private void readHeader() {
        if (!advance()) {
            return;
        }
        lineIsRead = true;
        if (!isHeader()) {
            return;
        }
        lineIsRead = false;
        byte[] line = Arrays.copyOfRange(lines.buffer(), lines.start(), lines.start() + lines.length());
        TraceHeader found =
                StrictDocuments.parseJson(line, HeaderLine.class, file + ":1").trace();
        if (!found.model().equals(manifest.name())) {
            throw at("trace.model: '" + found.model() + "' (expected: '" + manifest.name() + "', the bundle's)", null);
        }
        header = found;
    }

    private boolean isHeader() {
        try (JsonParser first = LineJson.open(lines.buffer(), lines.start(), lines.length())) {
            return first.currentToken() == JsonToken.START_OBJECT
                    && first.nextToken() == JsonToken.PROPERTY_NAME
                    && first.currentName().equals(HeaderLine.PROPERTY);
        } catch (JacksonException e) {
            throw at(syntax(e), e);
        }
    }

    private boolean advance() {
        try {
            return lines.advance();
        } catch (IOException e) {
            throw new CallerException(
                    file + ":" + (lines.number() + 1) + ": breaks off (expected: a whole file; " + e.getMessage() + ")",
                    e);
        } catch (CallerException e) {
            throw new CallerException(file + ":" + (lines.number() + 1) + ": " + e.getMessage(), e);
        }
    }

    /** All requests have an arrival or none, and none comes before the one above it. */
    private void checkArrival(TraceEntry entry) {
        boolean has = entry.arrivalNanos().isPresent();
        if (timed != null && timed != has) {
            throw new CallerException("arrivalNanos: " + (has ? "present" : "missing")
                    + " (expected: in all lines of a trace, or in none)");
        }
        timed = has;
        long arrival = entry.arrivalNanos().orElse(0);
        if (arrival < arrivalNanos) {
            throw new CallerException(
                    "arrivalNanos: " + arrival + " (expected: at least " + arrivalNanos + ", that of the line before)");
        }
        arrivalNanos = arrival;
    }

    private void requireAllRequests() {
        if (header != null && header.requests() != requests) {
            throw new CallerException(file + ": " + requests + " requests (expected: " + header.requests()
                    + ", as its header says; the file was cut)");
        }
    }

    private CallerException at(@Nullable String message, @Nullable Throwable cause) {
        return new CallerException(file + ":" + lines.number() + ": " + message, cause);
    }

    private static String syntax(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("no JSON")
                + (e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr())
                + " (expected: JSON)";
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new CallerException(file + ": not readable (" + e.getMessage() + ")", e);
        }
    }

    private static final class CountedBytes extends FilterInputStream {

        private long count;

        CountedBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
