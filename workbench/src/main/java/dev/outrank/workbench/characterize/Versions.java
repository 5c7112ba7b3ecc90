package dev.outrank.workbench.characterize;

import ai.onnxruntime.OrtEnvironment;
import io.netty.util.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The versions of what was measured. */
public final class Versions {

    private Versions() {}

    /**
     * Returns them by name.
     *
     * @param root the project's directory
     */
    public static Map<String, String> read(Path root) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        Version netty = Version.identify().get("netty-common");
        versions.put("Netty", netty == null ? "unknown" : netty.artifactVersion());
        versions.put("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion());
        versions.put("commit", commit(root));
        return versions;
    }

    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = git.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                return line == null ? "unknown" : line;
            }
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Returns which kernels the services said they pool with, as their logs have it. */
    static String kernels(Path logs) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs, "*.log")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    int at = line.indexOf("kernels: ");
                    if (at >= 0) {
                        return line.substring(at + "kernels: ".length()).strip();
                    }
                }
            }
            return "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
