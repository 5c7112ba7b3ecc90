package dev.outrank.bundle.shard;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.OrderSpec;
import java.util.regex.Pattern;

/**
 * The list of hot ids that a shard holds beside rows that lie in its order.
 *
 * @param file the order file's name in the shard's directory
 * @param hotRows how many ids it lists, 1 to {@link OrderSpec#MAX_HOT_ROWS}
 * @param bytes the order file's size: 64 + 8 · hotRows
 * @param crc32c CRC32C of the ids
 */
public record PackedOrder(String file, long hotRows, long bytes, int crc32c) {

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,100}\\.order");

    public PackedOrder {
        if (!FILE.matcher(file).matches()) {
            throw new BundleException(
                    "order.file: '" + file + "' (expected: a name that ends in '.order', without any directory)");
        }
        if (hotRows < 1 || hotRows > OrderSpec.MAX_HOT_ROWS) {
            throw new BundleException("order.hotRows: " + hotRows + " (expected: 1 to " + OrderSpec.MAX_HOT_ROWS + ")");
        }
        if (bytes != OrderPage.fileBytes(hotRows)) {
            throw new BundleException("order.bytes: " + bytes + " (expected: " + OrderPage.fileBytes(hotRows) + " for "
                    + hotRows + " ids)");
        }
    }
}
