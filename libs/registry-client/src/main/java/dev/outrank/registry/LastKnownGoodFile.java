package dev.outrank.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The last good snapshot on disk, so that a service starts without the registry.
 *
 * <p>Three lines of text and the snapshot's JSON; the checksum is over everything that follows its line:
 *
 * <pre>
 *   outrank-registry-snapshot 1
 *   sha256 9f86d0…
 *   registry 5f0c…
 *   {"revision":12,"models":[…]}
 * </pre>
 *
 * <p>A new copy is written beside the old one, forced to the disk, and moved over the old one in one step: a reader, or a crash, sees the old or the new one.
 * All methods block; not thread-safe. A file belongs to one process.
 */
final class LastKnownGoodFile {

    private static final String MAGIC = "outrank-registry-snapshot ";
    private static final String FORMAT_LINE = MAGIC + "1";
    private static final String CHECKSUM = "sha256 ";
    private static final String REGISTRY = "registry ";

    private final Path file;

    LastKnownGoodFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Returns the kept snapshot, empty when there is no file.
     *
     * @throws RegistryException when the file cannot be read, is not such a file, or is damaged
     */
    Optional<IdentifiedSnapshot> read() {
        try {
            return Files.exists(file) ? Optional.of(decode(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new RegistryException(file + ": cannot be read: " + e, e);
        }
    }

    private IdentifiedSnapshot decode(byte[] content) {
        int formatEnd = endOfLine(content, 0);
        String format = line(content, 0, formatEnd);
        if (!format.startsWith(MAGIC)) {
            throw new RegistryException(file + ": first line (expected: '" + FORMAT_LINE + "'; this is another file)");
        }
        if (!format.equals(FORMAT_LINE)) {
            throw new RegistryException(file + ": '" + format + "' (expected: '" + FORMAT_LINE + "')");
        }
        int checksumEnd = endOfLine(content, formatEnd);
        byte[] rest = Arrays.copyOfRange(content, checksumEnd, content.length);
        String expected = CHECKSUM + sha256(rest);
        String found = line(content, formatEnd, checksumEnd);
        if (!found.equals(expected)) {
            throw new RegistryException(
                    file + ": checksum '" + found + "' (expected: '" + expected + "'; it is damaged)");
        }
        int registryEnd = endOfLine(rest, 0);
        String registry = line(rest, 0, registryEnd);
        if (!registry.startsWith(REGISTRY)) {
            throw new RegistryException(file + ": '" + registry + "' (expected: '" + REGISTRY + "<identity>')");
        }
        byte[] json = Arrays.copyOfRange(rest, registryEnd, rest.length);
        return new IdentifiedSnapshot(
                registry.substring(REGISTRY.length()), SnapshotFormat.parse(json, file.toString()));
    }

    /** Returns the index after the line feed, or the length when there is none. */
    private static int endOfLine(byte[] content, int from) {
        int i = from;
        while (i < content.length && content[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, content.length);
    }

    private static String line(byte[] content, int from, int to) {
        int end = to > from && content[to - 1] == '\n' ? to - 1 : to;
        return new String(content, from, end - from, StandardCharsets.UTF_8);
    }

    /**
     * Replaces the kept snapshot.
     *
     * @throws RegistryException when the file cannot be written; an older copy is then still whole
     */
    void write(IdentifiedSnapshot snapshot) {
        try {
            Path directory = file.getParent();
            if (directory == null) {
                throw new IOException("no directory");
            }
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
            try {
                writeThrough(temporary, encode(snapshot));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new RegistryException(file + ": cannot be written: " + e, e);
        }
    }

    /** Returns when the bytes are on the disk: a crash must not find the name moved and the content missing. */
    private static void writeThrough(Path path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static byte[] encode(IdentifiedSnapshot snapshot) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(utf8(REGISTRY + snapshot.registry() + "\n"));
        rest.writeBytes(SnapshotFormat.toJson(snapshot.snapshot()));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(utf8(FORMAT_LINE + "\n" + CHECKSUM + sha256(rest.toByteArray()) + "\n"));
        content.writeBytes(rest.toByteArray());
        return content.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: every Java platform has it)", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
