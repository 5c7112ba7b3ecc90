package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A safetensors file whose header was read and checked. Holds no file open; immutable and thread-safe.
 *
 * <p>Any element type is listed; what a table can be made of is for the bundle to say.
 */
public final class SafetensorsFile {

    private static final int SHOWN_NAMES = 20;

    private final Path path;
    private final long fileBytes;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(Path path, long fileBytes, Map<String, TensorInfo> tensors) {
        this.path = path;
        this.fileBytes = fileBytes;
        this.tensors = tensors;
    }

    /**
     * Reads a file's header.
     *
     * @throws BundleException naming the file and what is wrong: truncated, a header too long or no JSON, tensors that overlap, leave holes
     *     or do not fill the file
     */
    public static SafetensorsFile open(Path path) {
        long fileBytes = SmallFiles.size(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] json = read(channel, path, SafetensorsHeader.LENGTH_BYTES, headerBytes(channel, path, fileBytes));
            return new SafetensorsFile(path, fileBytes, SafetensorsHeader.parse(json, path.toString(), fileBytes));
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    private static int headerBytes(FileChannel channel, Path path, long fileBytes) throws IOException {
        if (fileBytes < SafetensorsHeader.LENGTH_BYTES) {
            throw new BundleException(
                    path + ": " + fileBytes + " bytes, truncated (expected: a safetensors file, at least "
                            + SafetensorsHeader.LENGTH_BYTES + " bytes)");
        }
        long length = ByteBuffer.wrap(read(channel, path, 0, SafetensorsHeader.LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > SafetensorsHeader.MAX_BYTES) {
            throw new BundleException(path + ": header length: " + Long.toUnsignedString(length)
                    + " (expected: a safetensors file, whose header has 2 to " + SafetensorsHeader.MAX_BYTES
                    + " bytes)");
        }
        if (length > fileBytes - SafetensorsHeader.LENGTH_BYTES) {
            throw new BundleException(path + ": header length: " + length + " in a file of " + fileBytes
                    + " bytes, truncated (expected: at most " + (fileBytes - SafetensorsHeader.LENGTH_BYTES) + ")");
        }
        return (int) length;
    }

    private static byte[] read(FileChannel channel, Path path, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new BundleException(
                        path + ": ended while it was read (expected: a file that nobody changes meanwhile)");
            }
        }
        return buffer.array();
    }

    /** Returns the file's path. */
    public Path path() {
        return path;
    }

    /** Returns all tensors by name, in the order of their data. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /**
     * Returns a tensor.
     *
     * @throws BundleException if the file has none of this name
     */
    public TensorInfo tensor(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            throw new BundleException(path + ": no tensor '" + name + "' (expected: one of "
                    + tensors.keySet().stream()
                            .limit(SHOWN_NAMES)
                            .map(ShortText::of)
                            .toList() + ")");
        }
        return tensor;
    }

    /**
     * Reads a part of a tensor's data.
     *
     * @param byteOffsetInTensor where the part begins
     * @param length the part's bytes, inside the tensor
     * @throws BundleException if there is no such tensor, the part is outside it, or the file has shrunk since it was opened
     */
    public ByteBuffer read(String name, long byteOffsetInTensor, int length) {
        TensorInfo tensor = tensor(name);
        if (byteOffsetInTensor < 0 || length < 0 || byteOffsetInTensor > tensor.bytes() - length) {
            throw new BundleException(path + ": tensor '" + name + "': bytes [" + byteOffsetInTensor + ", "
                    + byteOffsetInTensor + " + " + length + ") (expected: inside its " + tensor.bytes() + " bytes)");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return ByteBuffer.wrap(read(channel, path, tensor.offset() + byteOffsetInTensor, length))
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }

    /**
     * Maps a tensor's data, read-only and little-endian; the arena owns the mapping. Rows of more than 2 GiB are fine.
     *
     * @throws BundleException if there is no such tensor, or the file's size has changed since it was opened
     */
    public MemorySegment map(String name, Arena arena) {
        TensorInfo tensor = tensor(name);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != fileBytes) {
                throw new BundleException(path + ": " + channel.size() + " bytes (expected: " + fileBytes
                        + " as when it was opened; nobody may change it meanwhile)");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, tensor.offset(), tensor.bytes(), arena)
                    .asReadOnly();
        } catch (IOException e) {
            throw SmallFiles.unreadable(path, e);
        }
    }
}
