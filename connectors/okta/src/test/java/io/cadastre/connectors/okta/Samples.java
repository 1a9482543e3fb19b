package io.cadastre.connectors.okta;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Things as Okta shows them; in single quotes. */
final class Samples {
    static final String USERS = "/api/v1/users";
    static final String GROUPS = "/api/v1/groups";
    static final String APPS = "/api/v1/apps";
    static final String ADMINISTRATORS = "/api/v1/iam/assignees/users";

    private static final String TIMES = "'created':'2024-05-06T07:08:09.000Z','lastUpdated':'2025-05-06T07:08:09.000Z'";

    private Samples() {}

    static String user(String id, String name, String status) {
        return "{'id':'" + id + "','status':'" + status + "','activated':null,"
                + "'statusChanged':'2024-05-06T07:08:09.000Z','lastLogin':'2025-06-06T07:08:09.000Z',"
                + "'passwordChanged':'2024-07-06T07:08:09.000Z'," + TIMES + ",'profile':{'login':'" + name
                + "@acme.example','email':'" + name + "@acme.example','firstName':'" + name
                + "','lastName':'Example','mobilePhone':'555-hidden','department':'Core','title':null},"
                + "'credentials':{'password':{},'provider':{'type':'OKTA','name':'OKTA'}}}";
    }

    static String group(String id, String name) {
        return "{'id':'" + id + "','type':'OKTA_GROUP','lastMembershipUpdated':'2025-06-06T07:08:09.000Z'," + TIMES
                + ",'objectClass':['okta:user_group'],'profile':{'name':'" + name + "','description':null}}";
    }

    static String application(String id, String label, String status, String policy) {
        return "{'id':'" + id + "','name':'oidc_client','label':'" + label + "','status':'" + status + "'," + TIMES
                + ",'signOnMode':'OPENID_CONNECT','features':['PUSH_NEW_USERS'],'credentials':{'oauthClient':"
                + "{'client_id':'c1','client_secret':'hidden-secret'}},'settings':{'app':{},'oauthClient':"
                + "{'redirect_uris':['https://b.example/x','http://a.example/x'],'grant_types':['authorization_code']}}"
                + (policy.isEmpty()
                        ? "}"
                        : ",'_links':{'accessPolicy':{'href':'https://acme.okta.com/api/v1/policies/" + policy
                                + "'}}}");
    }

    static String assigned(String id, String scope, String username) {
        return "{'id':'" + id + "','scope':'" + scope + "','status':'ACTIVE','credentials':{'userName':'" + username
                + "'}}";
    }

    static String pointer(String id) {
        return "{'id':'" + id + "'}";
    }

    static String factor(String id, String type, String status) {
        return "{'id':'" + id + "','factorType':'" + type + "','provider':'OKTA','vendorName':'OKTA','status':'"
                + status + "'," + TIMES + ",'profile':{'phoneNumber':'555-hidden'}}";
    }

    static String role(String id, String type, String to) {
        return "{'id':'" + id + "','type':'" + type + "','label':'" + type.toLowerCase(java.util.Locale.ROOT)
                + "','status':'ACTIVE','assignmentType':'" + to + "'," + TIMES + "}";
    }

    static String custom(String id, String role, String label) {
        return "{'id':'" + id + "','role':'" + role + "','type':'CUSTOM','label':'" + label
                + "','status':'ACTIVE','assignmentType':'GROUP','resource-set':'iam1'," + TIMES + "}";
    }

    static String policy(String id, String type, String name, String more) {
        return "{'id':'" + id + "','type':'" + type + "','name':'" + name
                + "','description':null,'status':'ACTIVE','system':false,'priority':1," + TIMES + more + "}";
    }

    static String password(String id, String group) {
        return policy(
                id,
                "PASSWORD",
                "Passwords",
                ",'conditions':{'people':{'groups':{'include':['" + group + "']}}},'settings':{'password':"
                        + "{'complexity':{'minLength':8},'age':{'maxAgeDays':0,'historyCount':4},"
                        + "'lockout':{'maxAttempts':10}}}");
    }

    static String rule(String id, String name, String actions) {
        return "{'id':'" + id + "','type':'ACCESS_POLICY','name':'" + name
                + "','status':'ACTIVE','system':false,'priority':1," + TIMES + ",'actions':" + actions + "}";
    }

    static String appSignOn(String mode) {
        return "{'appSignOn':{'access':'ALLOW','verificationMethod':{'factorMode':'" + mode + "','type':'ASSURANCE'}}}";
    }

    /** An organisation with something of everything. */
    static void fill(FakeOkta okta) {
        okta.object(
                        "/api/v1/org",
                        "{'id':'00o1','companyName':'Acme','subdomain':'acme','status':'ACTIVE','expiresAt':null,"
                                + TIMES + "}")
                .add(USERS, user("00u1", "ada", "ACTIVE"))
                .add(USERS, user("00u2", "bob", "LOCKED_OUT"))
                .add(USERS, user("00u3", "cyd", "SUSPENDED"))
                .add(USERS + "?filter=status eq \"DEPROVISIONED\"", user("00u4", "dee", "DEPROVISIONED"))
                .add(GROUPS, group("00g1", "Everyone"))
                .add(GROUPS, group("00g2", "Operators"))
                .add(GROUPS + "/00g1/users", pointer("00u1"))
                .add(GROUPS + "/00g1/users", pointer("00u2"))
                .add(GROUPS + "/00g1/users", pointer("00u3"))
                .add(GROUPS + "/00g2/users", pointer("00u2"))
                .add(GROUPS + "/00g2/roles", custom("irb2", "cr1", "Help desk"))
                .add(APPS, application("0oa1", "Wiki", "ACTIVE", "rst2"))
                .add(APPS, application("0oa2", "Payroll", "INACTIVE", ""))
                .add(APPS + "/0oa1/users", assigned("00u1", "USER", "ada"))
                .add(APPS + "/0oa1/users", assigned("00u2", "GROUP", "bob"))
                .add(APPS + "/0oa1/groups", pointer("00g2"))
                .add(USERS + "/00u1/factors", factor("f1", "push", "ACTIVE"))
                .add(USERS + "/00u1/factors", factor("f2", "sms", "PENDING_ACTIVATION"))
                .add(USERS + "/00u2/factors", factor("f3", "question", "ACTIVE"))
                .add(ADMINISTRATORS, pointer("00u1"))
                .add(ADMINISTRATORS, pointer("00u2"))
                .add(USERS + "/00u1/roles", role("ra1", "SUPER_ADMIN", "USER"))
                .add(USERS + "/00u2/roles", custom("irb2", "cr1", "Help desk"))
                .add(USERS + "/00u2/roles", role("ra2", "APP_ADMIN", "USER"))
                .add("/api/v1/policies?type=PASSWORD", password("rst1", "00g1"))
                .add("/api/v1/policies?type=ACCESS_POLICY", policy("rst2", "ACCESS_POLICY", "One factor", ""))
                .add("/api/v1/policies?type=ACCESS_POLICY", policy("rst3", "ACCESS_POLICY", "Two factors", ""))
                .add("/api/v1/policies/rst2/rules", rule("rul1", "Catch-all", appSignOn("1FA")))
                .add("/api/v1/policies/rst3/rules", rule("rul2", "Catch-all", appSignOn("2FA")));
    }

    /** Copies of something, numbered from one. */
    static List<String> numbered(int count, IntFunction<String> one) {
        return IntStream.rangeClosed(1, count).mapToObj(one).toList();
    }
}
