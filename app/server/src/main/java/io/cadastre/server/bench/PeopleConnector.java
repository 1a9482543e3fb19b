package io.cadastre.server.bench;

import static io.cadastre.spi.pipeline.SyncPlan.forRoot;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;

/** Parents with children out of an API within the process, in pages, to measure with. */
final class PeopleConnector implements ConnectorModule {
    static final String NAME = "people";
    private static final int PAGE_SIZE = 100;

    private final int parents;
    private final int children;

    PeopleConnector(int parents, int children) {
        this.parents = parents;
        this.children = children;
    }

    static final class Parent {
        static final EntityType<Parent> TYPE = EntityType.<Parent>named("people_parent")
                .classes(EntityClass.GROUP)
                .keyed("id");
        static final CollectionField<Parent, Child> CHILDREN = TYPE.collection("children", () -> Child.TYPE, Verb.HAS);

        private Parent() {}
    }

    static final class Child {
        static final EntityType<Child> TYPE = EntityType.<Child>named("people_child")
                .classes(EntityClass.USER)
                .keyed("id");
        static final Field<Child, String> NAME = TYPE.string("name");
        static final Field<Child, String> EMAIL = TYPE.string("email");
        static final Field<Child, Boolean> ACTIVE = TYPE.bool("active");
        static final Field<Child, Long> NUMBER = TYPE.integer("number");

        private Child() {}
    }

    /** What the API gives. */
    private record ApiChild(String id, String name, String email, boolean active, long number) {}

    private static List<ApiChild> list(String parent, int start, int end) {
        List<ApiChild> page = new ArrayList<>(end - start);
        for (int number = start; number < end; number++) {
            String id = parent + "-" + number;
            page.add(new ApiChild(id, "Child " + id, id + "@acme.example", number % 10 != 0, number));
        }
        return page;
    }

    @Override
    public ConnectorDefinition definition() {
        return ConnectorDefinition.of(
                NAME,
                "People",
                "Made-up people, to measure with.",
                Schema.of(NAME, Parent.TYPE, Child.TYPE).rootedAt(Parent.TYPE));
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) {
        Loader.Listing<Parent, Child> listing = Loader.collection(
                        "children", Parent.CHILDREN, (env, parent, request) -> page(parent.key(), request))
                .fills(Child.NAME, Child.EMAIL, Child.ACTIVE, Child.NUMBER);
        return Installation.of(Pipeline.of(
                this::seed,
                SyncPlan.of(forRoot(Parent.TYPE).loadCollection(Parent.CHILDREN)),
                Resolver.of(Parent.TYPE).collection(Parent.CHILDREN, listing)));
    }

    private void seed(StepContext context) {
        for (int number = 0; number < parents; number++) {
            context.emit(Parent.TYPE.input("parent-" + number).build());
        }
    }

    private Page<Item<Child>> page(String parent, PageRequest request) {
        int start = request.position().map(Integer::parseInt).orElse(0);
        int end = Math.min(start + PAGE_SIZE, children);
        List<Item<Child>> items = list(parent, start, end).stream()
                .map(child -> Item.<Child>of(Child.TYPE
                        .input(child.id())
                        .displayName(child.name())
                        .set(Child.NAME, child.name())
                        .set(Child.EMAIL, child.email())
                        .set(Child.ACTIVE, child.active())
                        .set(Child.NUMBER, child.number())
                        .build()))
                .toList();
        return Page.of(items, end < children, Integer.toString(end));
    }
}
