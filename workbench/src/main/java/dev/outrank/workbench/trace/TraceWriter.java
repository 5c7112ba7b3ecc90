package dev.outrank.workbench.trace;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.storage.TargetFile;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RankJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes a trace. The file appears at once, with {@link #commit()}. Not thread-safe. */
public final class TraceWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TraceWriter.class);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator("\n")
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final TargetFile target;
    private final CountedBytes content;
    private final OutputStream buffered;
    private final JsonGenerator json;

    private TraceWriter(Path file, TargetFile target) throws IOException {
        this.file = file;
        this.target = target;
        this.content = new CountedBytes(TraceCompression.writing(file, target.content()));
        this.buffered = new BufferedOutputStream(content, BUFFER_BYTES);
        this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), buffered);
    }

    /**
     * Opens a trace.
     *
     * @param file compressed where its name ends in {@code .zst}
     * @throws CallerException if its place is not writable
     */
    public static TraceWriter open(Path file, TraceHeader header) {
        TargetFile target = TargetFile.prepare(file);
        try {
            TraceWriter writer = new TraceWriter(file, target);
            writer.json.writeRawValue(JsonMapper.shared().writeValueAsString(new HeaderLine(header)));
            return writer;
        } catch (IOException | JacksonException e) {
            target.close();
            throw unwritable(file, e);
        }
    }

    /** Writes a line. */
    public void write(GeneratedRequest request, long arrivalNanos) {
        try {
            RankJson.writeArrived(request, arrivalNanos, json);
        } catch (JacksonException e) {
            throw unwritable(file, e);
        }
    }

    /** Returns the bytes of the lines so far, before they are compressed; the last few may be missing. */
    public long contentBytes() {
        return content.count();
    }

    /** Ends the trace and gives the file its name. */
    public void commit() {
        try {
            json.writeRaw('\n');
            json.flush();
            buffered.flush();
            content.close();
            target.commit();
        } catch (IOException | JacksonException e) {
            throw unwritable(file, e);
        }
    }

    /** Removes what was written, unless it was committed. */
    @Override
    public void close() {
        try {
            // The compressor's memory is native; what it still writes here is removed with the target.
            content.close();
        } catch (IOException e) {
            log.debug("{}: not ended: {}", file, e.toString());
        } finally {
            target.close();
        }
    }

    private static CallerException unwritable(Path file, Exception e) {
        return new CallerException(
                file + ": cannot be written: " + e.getMessage() + " (expected: a writable place)", e);
    }

    private static final class CountedBytes extends OutputStream {

        private final OutputStream out;
        private long count;

        CountedBytes(OutputStream out) {
            this.out = out;
        }

        long count() {
            return count;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
