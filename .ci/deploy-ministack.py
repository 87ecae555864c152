"""ministack as this stack needs it, so that the template it deploys is the very one that AWS would get.

Its CloudFormation lacks two types of resource, though its Athena has what they make; it refers to a secret by its name,
where AWS has the ARN that a policy needs; it leaves a bucket's tags out, by which CDK knows what it may empty; it takes a
stage's settings of a route that is not there; and it answers preflights before any route, by rules that it reads wrongly.
"""

import inspect
import json

from ministack.app import main
from ministack.services import apigateway, athena, s3, secretsmanager
from ministack.services.cloudformation import provisioners


def answer(response):
    status, _, body = response
    if status >= 400:
        raise ValueError(body)
    return json.loads(body)


def named_query(_logical_id, props, _stack):
    query = answer(athena._create_named_query(props))["NamedQueryId"]
    return query, {"NamedQueryId": query}


def prepared_statement(_logical_id, props, _stack):
    answer(athena._create_prepared_statement(props))
    return props["StatementName"], {}


def delete_statement(name, props):
    answer(athena._delete_prepared_statement({"StatementName": name, "WorkGroup": props["WorkGroup"]}))


provisioners._RESOURCE_HANDLERS["AWS::Athena::NamedQuery"] = {
    "create": named_query,
    "delete": lambda query, _props: athena._delete_named_query({"NamedQueryId": query}),
}
provisioners._RESOURCE_HANDLERS["AWS::Athena::PreparedStatement"] = {
    "create": prepared_statement,
    "delete": delete_statement,
}

secret = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def name_of(arn):
    return next(name for name, kept in secretsmanager._secrets.items() if kept["ARN"] == arn)


def create_secret(logical_id, props, stack):
    _, attributes = provisioners._sm_secret_create(logical_id, props, stack)
    return attributes["Arn"], attributes


def update_secret(arn, old, new, stack, logical_id=None):
    _, attributes = provisioners._sm_secret_update(name_of(arn), old, new, stack, logical_id)
    return arn, attributes


secret["create"] = create_secret
secret["update"] = update_secret
secret["delete"] = lambda arn, props: provisioners._sm_secret_delete(name_of(arn), props)


def create_bucket(logical_id, props, stack):
    name, attributes = provisioners._s3_create(logical_id, props, stack)
    s3._bucket_tags[name] = {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}
    return name, attributes


provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]["create"] = create_bucket


def refused_early(change):
    """AWS: "Unable to find Route by key … within the provided RouteSettings"."""

    def checked(*given):
        props = next(one for one in reversed(given) if isinstance(one, dict))
        there = {route["routeKey"] for route in apigateway._routes.get(props["ApiId"], {}).values()}
        for key in props.get("RouteSettings") or {}:
            if key not in there:
                raise ValueError(f"Unable to find Route by key {key} within the provided RouteSettings")
        return change(*given)

    return checked


stage = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Stage"]
for verb in ("create", "update"):
    stage[verb] = refused_early(stage[verb])


def with_rules(answer):
    """CloudFormation's names of the rules for other origins begin with a capital letter, the API's do not."""
    return lambda rules, origin: answer({name[0].lower() + name[1:]: rule for name, rule in rules.items()}, origin)


apigateway._cors_response_headers = with_rules(apigateway._cors_response_headers)
apigateway._cors_preflight_response = with_rules(apigateway._cors_preflight_response)

# "Requests for all methods and routes that you haven't explicitly defined, including OPTIONS", go to `$default`.
answered_early = 'if method == "OPTIONS":'
source = inspect.getsource(apigateway._handle_execute_in_scope)
assert source.count(answered_early) == 1
exec(source.replace(answered_early, "if False:"), vars(apigateway))
to_route = apigateway._handle_execute_in_scope


async def handle(api_id, stage, path, method, headers, *more):
    status, answered, body = await to_route(api_id, stage, path, method, headers, *more)
    rules = apigateway._apis.get(api_id, {}).get("corsConfiguration")
    if method == "OPTIONS" and rules:
        allowed = apigateway._cors_preflight_response(rules, headers.get("origin", ""))[1]
        answered.update({name: value for name, value in allowed.items() if name.startswith("Access-Control-")})
    return status, answered, body


apigateway._handle_execute_in_scope = handle

if __name__ == "__main__":
    main()
