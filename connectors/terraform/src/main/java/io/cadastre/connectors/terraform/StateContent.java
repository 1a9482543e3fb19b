package io.cadastre.connectors.terraform;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state of version 4.
 *
 * @param lineage what it is known by
 * @param serial how often it was written
 * @param instances of resources and data sources
 * @param problems what in it is odd and left out
 */
record StateContent(
        String lineage,
        long serial,
        Optional<String> terraformVersion,
        List<ResourceInstance> instances,
        List<String> problems) {
    private static final long VERSION = 4;
    private static final Pattern KEY = Pattern.compile("\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")]");
    private static final Pattern SEGMENT = Pattern.compile("module\\.[^.\\[\\]]+(?:" + KEY.pattern() + ")?");
    private static final Pattern PROVIDER =
            Pattern.compile("provider(?:\\[\"(?<source>[^\"]+)\"]|\\.(?<legacy>[\\w-]+))(?:\\.(?<alias>[\\w-]+))?$");

    StateContent {
        instances = List.copyOf(instances);
        problems = List.copyOf(problems);
    }

    /**
     * An instance of a resource or data source.
     *
     * @param module the address of its module; empty for the root module
     * @param base its address without its own key: what dependencies name, but for the keys of modules
     * @param address its whole address
     * @param provider the source address of its provider
     * @param dependencies addresses without any keys
     */
    record ResourceInstance(
            String module,
            String base,
            String address,
            boolean managed,
            String type,
            String name,
            String provider,
            Optional<String> providerAlias,
            Optional<String> indexKey,
            boolean tainted,
            boolean deposed,
            List<String> dependencies,
            Attributes attributes) {
        ResourceInstance {
            dependencies = List.copyOf(dependencies);
        }
    }

    static StateContent of(Json state) throws ConnectorException.BadData {
        if (state.has("encrypted_data")) {
            throw new ConnectorException.BadData("The state is encrypted.", null);
        }
        long version = state.integer("version");
        if (version != VERSION) {
            throw new ConnectorException.BadData(
                    "The state has version " + version + "; only version 4 is read, of Terraform 0.12 and later.",
                    null);
        }
        String lineage = state.text("lineage");
        if (lineage.isBlank()) {
            throw new ConnectorException.BadData("The state has an empty lineage.", null);
        }
        List<ResourceInstance> instances = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Json block : state.elements("resources")) {
            try {
                instances.addAll(instances(block));
            } catch (ConnectorException.BadData e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new StateContent(
                lineage,
                state.integer("serial"),
                state.maybeText("terraform_version").known(),
                instances,
                problems);
    }

    private static List<ResourceInstance> instances(Json block) throws ConnectorException.BadData {
        String module = block.maybeText("module").known().orElse("");
        modules(module);
        String mode = block.text("mode");
        if (!mode.equals("managed") && !mode.equals("data")) {
            throw new ConnectorException.BadData("The mode at " + block.path() + " is not known.", null);
        }
        boolean managed = mode.equals("managed");
        String type = block.text("type");
        String name = block.text("name");
        String base = (module.isEmpty() ? "" : module + ".") + (managed ? "" : "data.") + type + "." + name;
        Matcher provider = PROVIDER.matcher(block.text("provider"));
        if (!provider.find()) {
            throw new ConnectorException.BadData("The provider at " + block.path() + " is not understood.", null);
        }
        String source = provider.group("source") == null ? provider.group("legacy") : provider.group("source");
        List<ResourceInstance> instances = new ArrayList<>();
        for (Json instance : block.elements("instances")) {
            Optional<String> key = indexKey(instance);
            Optional<String> deposed = instance.maybeText("deposed").known();
            String address = base
                    + key.map(StateContent::bracketed).orElse("")
                    + deposed.map(id -> " (deposed " + id + ")").orElse("");
            instances.add(new ResourceInstance(
                    module,
                    base,
                    address,
                    managed,
                    type,
                    name,
                    source,
                    Optional.ofNullable(provider.group("alias")),
                    key.map(text -> text.startsWith("\"") ? text.substring(1) : text),
                    instance.maybeText("status")
                            .known()
                            .filter("tainted"::equals)
                            .isPresent(),
                    deposed.isPresent(),
                    instance.maybeTexts("dependencies").known().orElse(List.of()),
                    Attributes.of(instance)));
        }
        return instances;
    }

    /** A number, or a text after a quote: 0 and "0" are two instances. */
    private static Optional<String> indexKey(Json instance) throws ConnectorException.BadData {
        Optional<Json> key = instance.maybe("index_key").known();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                key.get().raw() instanceof String text
                        ? "\"" + text
                        : String.valueOf(key.get().integer()));
    }

    private static String bracketed(String key) {
        if (!key.startsWith("\"")) {
            return "[" + key + "]";
        }
        return "[\""
                + key.substring(1).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"]";
    }

    /** The addresses of a module and of those around it, the outermost first. */
    static List<String> modules(String address) throws ConnectorException.BadData {
        List<String> modules = new ArrayList<>();
        Matcher segment = SEGMENT.matcher(address);
        int at = 0;
        while (at < address.length()) {
            segment.region(at, address.length());
            if (!segment.lookingAt() || (segment.end() < address.length() && address.charAt(segment.end()) != '.')) {
                throw new ConnectorException.BadData("The address of a module is not understood.", null);
            }
            modules.add(address.substring(0, segment.end()));
            at = segment.end() + 1;
        }
        return modules;
    }

    /** An address as the configuration has it: without keys. */
    static String withoutKeys(String address) {
        return KEY.matcher(address).replaceAll("");
    }
}
