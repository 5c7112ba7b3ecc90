package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./outrank} in a project whose workbench only says from which jar it runs. */
@Timeout(120)
final class LauncherTests {

    private static final List<String> MODULES = Stream.concat(
                    Stream.of("workbench"), Stream.of(ServiceKind.values()).map(ServiceKind::module))
            .toList();

    @TempDir
    Path directory;

    private Path project;

    @BeforeEach
    void copyLauncher() throws IOException {
        project = Files.createDirectories(directory.toRealPath().resolve("a project"));
        Files.copy(TestStack.ROOT.resolve("outrank"), project.resolve("outrank"));
        Files.writeString(project.resolve("pom.xml"), """
                <project>
                  <parent>
                    <artifactId>parent</artifactId>
                    <version>9.9</version>
                  </parent>
                  <artifactId>outrank</artifactId>
                  <version>2.0-SNAPSHOT</version>
                  <properties>
                    <version>7</version>
                  </properties>
                </project>
                """);
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
        for (String module : MODULES) {
            writeJar(jar(module, "1.0"));
            writeJar(jar(module, "2.0-SNAPSHOT"));
            writeJar(jar(module, "3.0"));
            // Its time is that of the build.
            Files.createFile(project.resolve(module).resolve("target").resolve(module + "-2.0-SNAPSHOT.jar"));
        }
        Path maven = directory.resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jar(String module, String version) {
        return project.resolve(module).resolve("target").resolve(module + "-" + version + "-exec.jar");
    }

    private static void writeJar(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeWorkbench.class.getName());
        String entry = FakeWorkbench.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = Objects.requireNonNull(
                        FakeWorkbench.class.getClassLoader().getResourceAsStream(entry))) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
    }

    private String launch() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", project.resolve("outrank").toString(), "status");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void runsTheJarOfTheProjectsVersionWhenOthersLieBesideIt() throws IOException, InterruptedException {
        assertThat(launch()).isEqualTo("[status] from " + jar("workbench", "2.0-SNAPSHOT") + "\n");
    }

    @Test
    void takesALockThatNobodyOwns() throws IOException, InterruptedException {
        Files.setLastModifiedTime(
                project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        Path lock = Files.createDirectories(project.resolve(".outrank/build.lock"));

        assertThat(launch())
                .contains("another build is running")
                .endsWith("[status] from " + jar("workbench", "2.0-SNAPSHOT") + "\n");
        assertThat(lock).doesNotExist();
    }
}
