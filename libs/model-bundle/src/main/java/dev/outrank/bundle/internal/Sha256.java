package dev.outrank.bundle.internal;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** SHA-256 of texts and files. */
public final class Sha256 {

    /** Bytes a read; large enough that the system call vanishes beside the digest. */
    private static final int BUFFER_BYTES = 1 << 20;

    private Sha256() {}

    /** Returns the digest of a text's UTF-8 bytes. */
    public static byte[] ofText(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a digest as 64 lower-case hexadecimal digits. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** Returns the digest of a file as hexadecimal digits; {@code bytesDone} hears of every part read. */
    public static String ofFile(Path file, LongConsumer bytesDone) {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
                digest.update(buffer.flip());
                buffer.clear();
                bytesDone.accept(read);
            }
        } catch (IOException e) {
            throw SmallFiles.unreadable(file, e);
        }
        return hex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new InternalException("SHA-256: absent (expected: every Java platform has it)", e);
        }
    }
}
