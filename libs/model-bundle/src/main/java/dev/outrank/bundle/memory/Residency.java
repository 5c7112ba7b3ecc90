package dev.outrank.bundle.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * How much of some rows is in memory, as the kernel counts it (Linux: {@code /proc/self/smaps}).
 *
 * @param residentBytes what is in memory
 * @param hugePageBytes what of that is in huge pages
 */
public record Residency(long residentBytes, long hugePageBytes) {

    /** Nothing, or nobody knows. */
    public static final Residency NONE = new Residency(0, 0);

    private static final Path SMAPS = Path.of("/proc/self/smaps");
    private static final Set<String> HUGE = Set.of("AnonHugePages", "FilePmdMapped", "ShmemPmdMapped");

    /**
     * Returns that of these addresses in this process; {@link #NONE} on other systems than Linux. Blocks: the kernel walks the page tables of the whole
     * process, some milliseconds a GiB of small pages.
     */
    public static Residency of(Collection<AddressRange> ranges) {
        if (ranges.isEmpty() || !Files.isReadable(SMAPS)) {
            return NONE;
        }
        try (BufferedReader smaps = Files.newBufferedReader(SMAPS, StandardCharsets.ISO_8859_1)) {
            return read(smaps, ranges);
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Adds up the areas that lie in the ranges; an area that lies there in part counts in part. */
    static Residency read(BufferedReader smaps, Collection<AddressRange> ranges) throws IOException {
        double resident = 0;
        double huge = 0;
        double share = 0;
        for (String line = smaps.readLine(); line != null; line = smaps.readLine()) {
            int colon = line.indexOf(':');
            if (isArea(line)) {
                share = share(line, ranges);
            } else if (share > 0 && colon > 0) {
                String field = line.substring(0, colon);
                if (field.equals("Rss")) {
                    resident += share * bytes(line, colon);
                } else if (HUGE.contains(field)) {
                    huge += share * bytes(line, colon);
                }
            }
        }
        return new Residency(Math.round(resident), Math.round(huge));
    }

    /** Tells {@code 7f00-7f10 r--p …} from {@code Rss: 4 kB}: the first word of an area has a hyphen and no colon. */
    private static boolean isArea(String line) {
        int space = line.indexOf(' ');
        int hyphen = line.indexOf('-');
        return hyphen > 0 && hyphen < space;
    }

    private static double share(String area, Collection<AddressRange> ranges) {
        int hyphen = area.indexOf('-');
        long begin = Long.parseUnsignedLong(area, 0, hyphen, 16);
        long end = Long.parseUnsignedLong(area, hyphen + 1, area.indexOf(' '), 16);
        long inside =
                ranges.stream().mapToLong(range -> range.overlap(begin, end)).sum();
        return end == begin ? 0 : Math.min(1, inside / (double) (end - begin));
    }

    private static long bytes(String line, int colon) {
        String kibibytes = line.substring(colon + 1).replace("kB", "").strip();
        return Long.parseLong(kibibytes) << 10;
    }
}
