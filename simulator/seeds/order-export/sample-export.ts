/**
 * Four orders as Shopify's admin exports them, written for the tests: two lines with a code and tax included in the price; a guest
 * without address, fully refunded; a typed partial refund; a cancelled and voided one.
 */
const columns =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Billing Name,Shipping City,Shipping Zip,Shipping Country,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Tags,Source,Lineitem discount';

export const sampleExport = `${columns}
#1001,Ada@shoppers.example,paid,2025-03-01 09:16:00 +0100,fulfilled,2025-03-02 08:00:00 +0100,yes,EUR,45.00,4.90,7.97,49.90,SPRING,5.00,Parcel,2025-03-01 09:15:00 +0100,2,Cup,15.00,CUP-1,true,true,Ada Byron,Berlin,'10115,DE,,,card,0.00,Kiln,"new, gift",web,0.00
#1001,Ada@shoppers.example,,,,,,,,,,,,,,2025-03-01 09:15:00 +0100,1,"Pot, large",20.00,"POT, LARGE",true,true,,,,,,,,,Kiln,,,0.00
#1002,,refunded,2025-03-02 10:00:00 +0100,,,no,EUR,15.00,0.00,2.39,15.00,,0.00,,2025-03-02 10:00:00 +0100,1,Cup,15.00,CUP-1,true,true,,,,DE,,,card,15.00,Kiln,,pos,0.00
#1003,ben@shoppers.example,partially_refunded,2025-03-05 12:00:00 +0100,fulfilled,2025-03-06 12:00:00 +0100,no,EUR,38.00,0.00,6.07,38.00,,0.00,,2025-03-05 12:00:00 +0100,2,"Pot, large",20.00,"POT, LARGE",true,true,Ben Ode,Köln,'50667,DE,,,card,9.50,Kiln,,web,2.00
#1004,ada@shoppers.example,voided,,,,yes,EUR,15.00,4.90,3.18,19.90,,0.00,Parcel,2025-03-09 20:30:00 +0100,1,Cup,15.00,CUP-1,true,true,Ada Byron,Berlin,'10115,DE,,2025-03-10 09:00:00 +0100,Cash on Delivery (COD),0.00,Kiln,,web,0.00
`;
