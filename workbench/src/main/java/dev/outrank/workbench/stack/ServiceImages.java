package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps the services fast to start: once a build it unpacks each jar and, if asked to, records a start-up cache beside it.
 *
 * <p>An image is {@code .outrank/images/<service>-<key of the jar>}; images of earlier builds are deleted once no stack runs from them.
 * Several commands may ask at once; a file lock makes one of them do the work.
 */
final class ServiceImages {

    private final Path root;
    private final Path images;
    private final Consumer<String> progress;

    ServiceImages(Path root, Consumer<String> progress) {
        this.root = root;
        this.images = root.resolve(".outrank").resolve("images");
        this.progress = progress;
    }

    /**
     * Returns an image of each service, unpacked where it is missing.
     *
     * @param record whether to record start-up caches too, which takes longer than one start without them
     * @throws dev.outrank.bundle.failure.CallerException if a service is not built
     */
    Map<ServiceKind, ServiceImage> prepare(boolean record) throws InterruptedException {
        return underLock(jars -> prepare(jars, record));
    }

    /**
     * Returns an image of each service, unpacked where it is missing; none is deleted before the caller closes what it got.
     *
     * @throws dev.outrank.bundle.failure.CallerException if a service is not built
     */
    LeasedImages lease() throws InterruptedException {
        return underLock(jars -> new LeasedImages(
                prepare(jars, false),
                ImageLease.take(images, jars.stream().map(ServiceJar::key).toList())));
    }

    /** Work on jars that nobody else does at the same time. */
    private interface Work<T> {
        T on(List<ServiceJar> jars) throws IOException, InterruptedException;
    }

    private <T> T underLock(Work<T> work) throws InterruptedException {
        List<ServiceJar> jars = Stream.of(ServiceKind.values())
                .map(kind -> ServiceJar.find(root, kind))
                .toList();
        try {
            Files.createDirectories(images);
            try (FileChannel channel = FileChannel.open(
                            images.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new InternalException("images: lock lost (expected: held)");
                }
                return work.on(jars);
            }
        } catch (IOException e) {
            throw new InternalException(images + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private Map<ServiceKind, ServiceImage> prepare(List<ServiceJar> jars, boolean record)
            throws IOException, InterruptedException {
        deleteUnused(jars.stream().map(ServiceJar::key).toList());
        List<ImageBuilder> builders = jars.stream()
                .map(jar -> new ImageBuilder(jar, images.resolve(jar.key()), progress))
                .toList();
        if (record && builders.stream().anyMatch(builder -> !builder.isRecorded())) {
            progress.accept("Recording what the services load, for fast starts (once a build) …");
        }
        Map<ServiceKind, ServiceImage> prepared = new EnumMap<>(ServiceKind.class);
        try (ExecutorService pool = Executors.newFixedThreadPool(
                Math.min(jars.size(), Runtime.getRuntime().availableProcessors()))) {
            List<Future<ServiceImage>> futures = builders.stream()
                    .map(builder -> pool.submit(() -> builder.build(record)))
                    .toList();
            for (Future<ServiceImage> future : futures) {
                ServiceImage image = future.get();
                prepared.put(image.kind(), image);
            }
        } catch (ExecutionException e) {
            throw new InternalException("images: " + e.getCause() + " (expected: to unpack)", e);
        }
        return prepared;
    }

    private void deleteUnused(List<String> wanted) throws IOException {
        Set<String> kept = new HashSet<>(wanted);
        kept.addAll(ImageLease.inUse(images));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(images, Files::isDirectory)) {
            for (Path entry : entries) {
                if (!kept.contains(entry.getFileName().toString())) {
                    FileTrees.delete(entry);
                }
            }
        }
    }
}
