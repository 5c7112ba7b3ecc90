package dev.outrank.workbench.stack;

import java.util.EnumMap;
import java.util.Map;

/**
 * Images that stay on the disk until this is closed.
 *
 * @param images one for each service
 * @param lease what keeps them
 */
record LeasedImages(Map<ServiceKind, ServiceImage> images, ImageLease lease) implements AutoCloseable {

    LeasedImages {
        images = new EnumMap<>(images);
    }

    @Override
    public void close() {
        lease.close();
    }
}
