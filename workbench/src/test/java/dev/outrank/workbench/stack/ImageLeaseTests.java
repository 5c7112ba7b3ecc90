package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageLeaseTests {

    @TempDir
    Path root;

    private Path images;

    @BeforeEach
    void makeImages() throws IOException {
        images = Files.createDirectories(root.resolve(".outrank/images"));
        for (ServiceKind kind : ServiceKind.values()) {
            Path target = Files.createDirectories(root.resolve(kind.module()).resolve("target"));
            TinyJar.write(target.resolve(kind.module() + "-1-exec.jar"), "one");
            unpackedImage(ServiceJar.find(root, kind).key());
        }
    }

    private Path unpackedImage(String key) throws IOException {
        Path image = Files.createDirectories(images.resolve(key));
        Files.writeString(image.resolve("unpacked"), "");
        return image;
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> children = Files.list(images)) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    private void prepare() throws InterruptedException {
        new ServiceImages(root, line -> {}).prepare(false);
    }

    @Test
    void deletesAnImageOfAnEarlierBuildOnlyWhenNoStackRunsFromIt() throws IOException, InterruptedException {
        Path earlier = unpackedImage("gateway-service-earlier");
        ImageLease lease = ImageLease.take(images, List.of("gateway-service-earlier"));
        prepare();
        assertThat(earlier.resolve("unpacked")).exists();

        lease.close();
        prepare();
        assertThat(earlier).doesNotExist();
    }

    @Test
    void keepsTheImagesOfARunningStackWhenTheServicesAreBuiltAnew() throws IOException, InterruptedException {
        try (LeasedImages running = new ServiceImages(root, line -> {}).lease()) {
            List<Path> leased = directories();
            for (ServiceKind kind : ServiceKind.values()) {
                TinyJar.write(ServiceJar.find(root, kind).path(), "two");
                unpackedImage(ServiceJar.find(root, kind).key());
            }
            prepare();
            assertThat(running.images().values()).hasSize(ServiceKind.values().length);
            assertThat(leased).isNotEmpty().allSatisfy(image -> assertThat(image.resolve("unpacked"))
                    .exists());
        }
    }

    @Test
    void countsALeaseOnlyWhileItsProcessLives() throws IOException {
        Process process = new ProcessBuilder("sleep", "300").start();
        Path lease = images.resolve("stack.lease");
        ImageLease.write(lease, process.toHandle(), List.of("one", "two"));
        assertThat(ImageLease.inUse(images)).containsExactlyInAnyOrder("one", "two");

        process.destroyForcibly().onExit().join();
        assertThat(ImageLease.inUse(images)).isEmpty();
        assertThat(lease).doesNotExist();
    }

    @Test
    void ignoresHalfALease() throws IOException {
        Files.writeString(images.resolve("half.lease"), "{\"owner\":{\"na");
        assertThat(ImageLease.inUse(images)).isEmpty();
    }
}
