package dev.outrank.workbench.stack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A workbench that says what it was asked, and from which jar it runs. */
final class FakeWorkbench {

    private FakeWorkbench() {}

    public static void main(String[] args) {
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            out.println(List.of(args) + " from " + System.getProperty("java.class.path"));
        }
    }
}
