package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes a safetensors file, its tensors in any order and from any thread.
 *
 * <p>The file takes its name when the writer is closed and every byte was written; until then it is a temporary file beside it, which is
 * removed if something is missing or a write has failed.
 */
public final class SafetensorsWriter implements AutoCloseable {

    private final Path path;
    private final Path temporary;
    private final FileChannel channel;
    private final Map<String, Slot> slots;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Set when bytes were claimed but perhaps not written. */
    private volatile boolean failed;

    private record Slot(long offset, WrittenRanges written) {}

    private SafetensorsWriter(Path path, Path temporary, FileChannel channel, Map<String, Slot> slots) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
        this.slots = slots;
    }

    /**
     * Begins a file.
     *
     * @param tensors in the order of their data, names distinct
     * @throws BundleException if names repeat, the whole overflows 64 bits, or the file cannot be written
     */
    public static SafetensorsWriter create(Path path, List<TensorSpec> tensors) {
        ByteBuffer header = WriterHeader.encode(path, tensors);
        Map<String, Slot> slots = new LinkedHashMap<>();
        long offset = header.remaining();
        for (TensorSpec tensor : tensors) {
            String field = path + ": tensor '" + tensor.name() + "'";
            slots.put(tensor.name(), new Slot(offset, new WrittenRanges(field, tensor.bytes())));
            offset += tensor.bytes();
        }
        Path temporary = SmallFiles.partialName(path);
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            SafetensorsWriter writer = new SafetensorsWriter(path, temporary, channel, slots);
            writer.begin(header);
            return writer;
        } catch (IOException e) {
            throw SmallFiles.unwritable(path, e);
        }
    }

    private void begin(ByteBuffer header) throws IOException {
        boolean begun = false;
        try {
            writeFully(header, 0);
            begun = true;
        } finally {
            if (!begun) {
                channel.close();
                removeTemporary();
            }
        }
    }

    /**
     * Writes a part of a tensor: the buffer's remaining bytes, little-endian. Thread-safe; each byte is to be written once.
     *
     * @param byteOffsetInTensor where the part begins
     * @throws BundleException if there is no such tensor, or the part is outside it or was written before
     */
    public void write(String tensor, long byteOffsetInTensor, ByteBuffer littleEndian) {
        Slot slot = slots.get(tensor);
        if (slot == null) {
            throw new BundleException(path + ": no tensor '" + tensor + "' (expected: one of " + slots.keySet() + ")");
        }
        slot.written().claim(byteOffsetInTensor, littleEndian.remaining());
        boolean written = false;
        try {
            writeFully(littleEndian, slot.offset() + byteOffsetInTensor);
            written = true;
        } catch (IOException e) {
            throw SmallFiles.unwritable(path, e);
        } finally {
            if (!written) {
                failed = true;
            }
        }
    }

    private void writeFully(ByteBuffer buffer, long position) throws IOException {
        long next = position;
        while (buffer.hasRemaining()) {
            next += channel.write(buffer, next);
        }
    }

    /**
     * Gives the file its name. Does nothing the second time.
     *
     * @throws BundleException naming the first bytes that are missing, or if a write has failed; the temporary file is removed
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.close();
            requireNoFailure();
            slots.values().forEach(slot -> slot.written().requireComplete());
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw SmallFiles.unwritable(path, e);
        } finally {
            removeTemporary();
        }
    }

    private void requireNoFailure() {
        if (failed) {
            throw new BundleException(
                    path + ": a write has failed (expected: every byte written; write the file again)");
        }
    }

    private void removeTemporary() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw SmallFiles.unwritable(temporary, e);
        }
    }
}
